namespace Assay.Import.Text;

/// <summary>The characters that a recogniser knows, in the order of its classes.</summary>
public sealed class CharacterSet
{
    private readonly string[] _symbols;

    private CharacterSet(string[] symbols)
    {
        _symbols = symbols;
        Characters = symbols.Where(symbol => symbol.Length == 1).Select(symbol => symbol[0]).ToHashSet();
    }

    /// <summary>Number of classes: the blank, the symbols of the file, the space.</summary>
    public int ClassCount => _symbols.Length + 1;

    /// <summary>The symbols of one UTF-16 unit.</summary>
    public IReadOnlySet<char> Characters { get; }

    /// <summary>Reads PP-OCR's list: one symbol a line. The recogniser's first class is the blank and its last the space.</summary>
    /// <param name="path">Path of the text file.</param>
    /// <returns>The characters.</returns>
    /// <exception cref="ImportException">The file is missing or empty.</exception>
    public static CharacterSet Load(string path)
    {
        if (!File.Exists(path))
            throw new ImportException($"Character list '{path}' does not exist.");
        string[] lines = File.ReadAllLines(path);
        return lines.Length > 0 ? new CharacterSet([.. lines, " "])
            : throw new ImportException($"Character list '{path}': no line; expected one symbol a line.");
    }

    /// <summary>The symbol of a class other than the blank.</summary>
    /// <param name="class">1 to <see cref="ClassCount"/> − 1.</param>
    /// <returns>The symbol.</returns>
    public string this[int @class] => _symbols[@class - 1];
}
