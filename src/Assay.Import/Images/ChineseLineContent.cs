using System.Text;

namespace Assay.Import.Images;

/// <summary>Makes up what a Chinese line says: shops, goods, receipts, addresses, dates and prices, and words of random common characters.</summary>
internal static class ChineseLineContent
{
    private static readonly string[] Words =
    [
        "超市", "便利店", "水果店", "面包房", "茶馆", "餐厅", "药房", "书店", "花店", "洗衣店", "加油站", "停车场", "图书馆", "电影院", "博物馆", "体育馆", "火车站",
        "机场", "地铁站", "公交站", "医院", "学校", "银行", "邮局", "宾馆", "公园", "市场", "仓库", "办公室", "会议室", "服务台", "收银台", "出口", "入口", "电梯",
        "楼梯", "洗手间", "牛奶", "鸡蛋", "大米", "面条", "豆腐", "苹果", "香蕉", "葡萄", "西瓜", "白菜", "土豆", "番茄", "牛肉", "猪肉", "鲜鱼", "酱油", "食盐",
        "白糖", "绿茶", "红茶", "咖啡", "果汁", "矿泉水", "啤酒", "毛巾", "牙膏", "肥皂", "雨伞", "铅笔", "纸巾", "电池", "灯泡", "手套", "合计", "小计", "总金额",
        "应付", "实收", "找零", "现金", "刷卡", "折扣", "优惠", "单价", "数量", "税额", "发票", "收据", "订单", "编号", "日期", "时间", "会员", "积分", "退货",
        "营业时间", "谢谢惠顾", "欢迎光临", "请勿吸烟", "小心地滑", "保持安静", "有效期", "生产日期", "保质期", "净含量", "配料表", "产地", "电话", "地址", "邮编",
        "收件人", "寄件人", "快递", "包裹", "重量", "限时", "新鲜", "特价", "免费", "注意安全", "禁止停车", "当前位置", "下一站", "北京", "上海", "广州", "深圳",
        "成都", "武汉", "南京", "西安", "杭州", "重庆", "天津", "苏州", "长沙", "青岛", "大连", "昆明",
    ];

    private static readonly string[] Places = ["人民", "中山", "解放", "建设", "和平", "长江", "黄河", "新华", "文化", "工业", "花园", "东风", "胜利", "青年", "滨海", "湖滨"];

    private static readonly string[] LatinWords = ["No", "A", "VIP", "Tel", "WiFi", "USB", "OK", "kg", "ml", "Lot", "Max", "Type"];

    /// <summary>The 3,755 characters of the first level of GB 2312: the common ones.</summary>
    private static readonly string Common = CommonCharacters();

    public static string Create(ref SeededRandom random) => random.Below(8) switch
    {
        0 => RandomCharacters(ref random, 2 + random.Below(5)),
        1 => $"{Word(ref random)}{RandomCharacters(ref random, 1 + random.Below(3))}",
        2 => $"{Word(ref random)}：{random.Below(1000)}.{random.Below(10)}{random.Below(10)}元",
        3 => $"{Pick(Places, ref random)}{"路街道"[random.Below(3)]}{1 + random.Below(999)}号",
        4 => $"20{10 + random.Below(40)}年{1 + random.Below(12)}月{1 + random.Below(28)}日",
        5 => $"{Word(ref random)} {Pick(LatinWords, ref random)}{random.Below(100)}",
        6 => $"{Word(ref random)}{1 + random.Below(99)}{"个瓶盒袋件层楼室折"[random.Below(9)]}",
        _ => Word(ref random) + Word(ref random),
    };

    /// <summary>Whether a character is an ideograph.</summary>
    public static bool IsChinese(char character) => character is >= '\u4E00' and <= '\u9FFF';

    private static string Word(ref SeededRandom random) => Pick(Words, ref random);

    private static string Pick(string[] words, ref SeededRandom random) => words[random.Below(words.Length)];

    private static string RandomCharacters(ref SeededRandom random, int count)
    {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++)
            text.Append(Common[random.Below(Common.Length)]);
        return text.ToString();
    }

    private static string CommonCharacters()
    {
        // GB 2312's rows 16 to 55, of 94 characters each but for the last, of 89.
        const int FirstRow = 0xB0, LastRow = 0xD7, FirstCell = 0xA1, LastCell = 0xFE, LastCellOfLastRow = 0xF9;
        const int CodePage = 936;
        var bytes = new List<byte>();
        for (int row = FirstRow; row <= LastRow; row++)
        {
            for (int cell = FirstCell; cell <= (row == LastRow ? LastCellOfLastRow : LastCell); cell++)
                bytes.AddRange([(byte)row, (byte)cell]);
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(CodePage)!.GetString([.. bytes]);
    }
}
