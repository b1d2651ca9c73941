namespace Assay.Import.Text;

/// <summary>The characters that a recogniser knows, in the order of its classes: the blank, the symbols, the space.</summary>
public sealed class CharacterSet
{
    private CharacterSet(string[] labels)
    {
        Labels = labels;
        Letters = labels.Where(label => label.Length == 1).Select(label => label[0]).ToHashSet();
    }

    /// <summary>One symbol a class; that of the blank, the first class, is empty.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The symbols of one UTF-16 unit.</summary>
    public IReadOnlySet<char> Letters { get; }

    /// <summary>Reads PP-OCR's list: one symbol a line, without the blank and the space.</summary>
    /// <param name="path">Path of the text file.</param>
    /// <returns>The characters.</returns>
    /// <exception cref="ImportException">The file is missing or empty.</exception>
    public static CharacterSet Load(string path)
    {
        if (!File.Exists(path))
            throw new ImportException($"Character list '{path}' does not exist.");
        string[] lines = File.ReadAllLines(path);
        return lines.Length > 0 ? new CharacterSet(["", .. lines, " "])
            : throw new ImportException($"Character list '{path}': no line; expected one symbol a line.");
    }

    /// <summary>The characters that a program names as its labels.</summary>
    /// <param name="labels">One symbol a class, the blank's empty.</param>
    /// <returns>The characters.</returns>
    /// <exception cref="ImportException">There are fewer than two, or the first is not empty.</exception>
    public static CharacterSet FromLabels(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count >= 2 && labels[0].Length == 0 ? new CharacterSet([.. labels])
            : throw new ImportException($"Recogniser: {labels.Count} labels; expected an empty one for the blank, then one a character.");
    }
}
