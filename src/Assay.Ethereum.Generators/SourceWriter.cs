using System.Text;

namespace Assay.Ethereum.Generators;

/// <summary>Indented source text, with names that are unique within it.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private int _names;

    public void Line(string line = "")
    {
        if (line.Length != 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
    }

    public void Open(string? header = null)
    {
        if (header is not null) Line(header);
        Line("{");
        _depth++;
    }

    public void Close()
    {
        _depth--;
        Line("}");
    }

    public string Unique(string name) => name + ++_names;

    public override string ToString() => _text.ToString();
}
