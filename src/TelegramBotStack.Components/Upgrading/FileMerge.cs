using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;
using DiffPlex.Renderer;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Three versions of a text laid over each other, and the difference of two for a person.</summary>
internal static class FileMerge
{
    /// <returns>The user's text with the stack's changes in it; null where both changed the same lines or lines that touch.</returns>
    public static string? Merge(string before, string users, string stacks)
    {
        var difference = Difference(before, users);
        var mine = Edits(difference).ToList();
        var theirs = Edits(Difference(before, stacks)).Where(edit => !mine.Any(edit.IsSameAs)).ToList();
        if (theirs.Any(edit => mine.Any(edit.Touches)))
        {
            return null;
        }

        var lines = difference.PiecesOld.ToList();
        foreach (var edit in mine.Concat(theirs).OrderByDescending(edit => edit.Start))
        {
            lines.RemoveRange(edit.Start, edit.Count);
            lines.InsertRange(edit.Start, edit.Lines);
        }

        return string.Join(users.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n", lines);
    }

    /// <returns>A unified diff; empty when the texts are the same.</returns>
    public static string Diff(string path, string? before, string? after) => UnidiffRenderer.GenerateUnidiff(
        Lines(before ?? "").TrimEnd('\n'), Lines(after ?? "").TrimEnd('\n'),
        before is null ? "/dev/null" : $"a/{path}", after is null ? "/dev/null" : $"b/{path}",
        ignoreWhitespace: false, ignoreCase: false, contextLines: 3).ReplaceLineEndings("\n");

    // DiffPlex has a merge of three texts as well; it was found to lose lines.
    private static DiffResult Difference(string from, string to) =>
        Differ.Instance.CreateDiffs(Lines(from), Lines(to), ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);

    private static IEnumerable<Edit> Edits(DiffResult difference) => difference.DiffBlocks.Select(block => new Edit(
        block.DeleteStartA, block.DeleteCountA, [.. difference.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB)]));

    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    /// <summary>Lines of the earlier text that are replaced.</summary>
    private sealed record Edit(int Start, int Count, IReadOnlyList<string> Lines)
    {
        public bool Touches(Edit other) => Start <= other.Start + other.Count && other.Start <= Start + Count;

        public bool IsSameAs(Edit other) => Start == other.Start && Count == other.Count && Lines.SequenceEqual(other.Lines);
    }
}
