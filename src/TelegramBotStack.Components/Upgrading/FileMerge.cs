using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Renderer;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Three versions of a text laid over each other, and the difference of two for a person.</summary>
internal static class FileMerge
{
    /// <returns>The user's text with the stack's changes in it; null where both changed the same lines.</returns>
    public static string? Merge(string before, string users, string stacks)
    {
        var (earlier, mine, theirs) = (Lines(before), Lines(users), Lines(stacks));
        var merged = earlier == mine ? theirs : earlier == theirs ? mine : Merged(earlier, mine, theirs);
        return users.Contains("\r\n", StringComparison.Ordinal) ? merged?.ReplaceLineEndings("\r\n") : merged;
    }

    /// <returns>A unified diff; empty when the texts are the same.</returns>
    public static string Diff(string path, string? before, string? after) => UnidiffRenderer.GenerateUnidiff(
        Lines(before ?? "").TrimEnd('\n'), Lines(after ?? "").TrimEnd('\n'),
        before is null ? "/dev/null" : $"a/{path}", after is null ? "/dev/null" : $"b/{path}",
        ignoreWhitespace: false, ignoreCase: false, contextLines: 3).ReplaceLineEndings("\n");

    private static string? Merged(string earlier, string mine, string theirs)
    {
        var merge = ThreeWayDiffer.Instance.CreateMerge(
            earlier, mine, theirs, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        return merge.IsSuccessful ? string.Join('\n', merge.MergedPieces) : null;
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n");
}
