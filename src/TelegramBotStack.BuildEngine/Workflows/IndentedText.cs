using System.Text;

namespace Nuke.Common.Workflows;

/// <summary>Lines of text with two spaces for each level, and line feeds on every system.</summary>
internal sealed class IndentedText(int level = 0)
{
    private readonly StringBuilder text = new();

    public bool IsEmpty => text.Length == 0;

    public void Line(string line) => text.Append(' ', level * 2).Append(line).Append('\n');

    public void Line() => text.Append('\n');

    public void Block(string line, Action content)
    {
        Line(line);
        Indented(content);
    }

    public void Indented(Action content)
    {
        level++;
        content();
        level--;
    }

    public void Append(IndentedText other) => text.Append(other.text);

    public override string ToString() => text.ToString();
}
