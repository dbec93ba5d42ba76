using System.Text.RegularExpressions;

namespace TelegramBotStack.Playground.Tests.NewUser;

/// <summary>What a fenced block of the page is.</summary>
internal enum BlockKind
{
    /// <summary>Commands that are typed, and what they print.</summary>
    Terminal,

    /// <summary>A change of a file.</summary>
    Edit,
}

/// <summary>A block of the page with its text, without the fences.</summary>
internal sealed record PageBlock(BlockKind Kind, string Text);

/// <summary>
/// docs/first-bot.md: the blocks on it are the script of the test, and what the test records takes the place of their output.
/// </summary>
internal sealed partial class FirstBotPage(string file)
{
    private readonly string text = File.ReadAllText(file).ReplaceLineEndings("\n");

    /// <summary>The blocks in the order of the page.</summary>
    public IReadOnlyList<PageBlock> Blocks =>
        [.. Block().Matches(text).Select(block => new PageBlock(block.Groups["kind"].Value == "diff" ? BlockKind.Edit : BlockKind.Terminal, block.Groups["text"].Value))];

    /// <summary>Writes the page with other texts in its blocks, and with how long it took.</summary>
    public void Write(IReadOnlyList<string> texts, TimeSpan took)
    {
        var index = 0;
        var written = Block().Replace(text, block => $"```{block.Groups["kind"].Value}\n{texts[index++]}```");
        File.WriteAllText(file, Took().Replace(written, $"took {took.TotalSeconds:0} s"));
    }

    /// <summary>Makes the change that a block shows: lines with a hyphen become those with a plus.</summary>
    public static void Apply(PageBlock edit, string repository)
    {
        var lines = edit.Text.Split('\n');
        var changed = Path.Combine(repository, lines[0].Replace("--- ", "", StringComparison.Ordinal));
        var source = File.ReadAllText(changed);
        foreach (var (before, after) in lines.Where(line => Line(line, '-')).Zip(lines.Where(line => Line(line, '+'))))
        {
            source.ShouldContain(before[1..]);
            source = source.Replace(before[1..], after[1..], StringComparison.Ordinal);
        }

        File.WriteAllText(changed, source);
    }

    private static bool Line(string line, char mark) => line.StartsWith(mark) && !line.StartsWith(new string(mark, 3), StringComparison.Ordinal);

    [GeneratedRegex("```(?<kind>console|diff)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"took \d+ s")]
    private static partial Regex Took();
}
