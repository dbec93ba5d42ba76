namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>A clone is the same on Windows, macOS and Linux.</summary>
public sealed class RepositoryFilesTests
{
    private static readonly string[] DeviceNames =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(number => (string[])[$"com{number}", $"lpt{number}"])];

    [Fact]
    public async Task Every_path_can_be_had_on_every_system()
    {
        var paths = await PathsAsync();

        paths.Count.ShouldBeGreaterThan(1000);
        // Deeper than C:\src and a folder of one's own they meet the limit of 260 characters, with what is built below them.
        paths.Where(path => path.Length > 150).ShouldBeEmpty();
        paths.Where(path => path.Any(character => character < ' ' || character > '~' || "<>:\"|?*\\".Contains(character, StringComparison.Ordinal))).ShouldBeEmpty();
        paths.SelectMany(path => path.Split('/'))
            .Where(part => part[^1] is '.' or ' ' || DeviceNames.Contains(part.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task No_two_paths_are_one_where_case_does_not_matter()
    {
        var paths = await PathsAsync();
        var folders = paths.SelectMany(path => Parents(path)).Distinct();

        paths.Concat(folders).GroupBy(path => path, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => string.Join(" and ", same)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_has_the_line_ends_that_its_readers_need_whatever_a_clone_is_set_to()
    {
        var files = (await GitAsync("ls-files", "--eol"))
            .Select(line => (Attributes: line.Split('\t')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), Path: line.Split('\t')[1]))
            .ToList();

        foreach (var (attributes, path) in files.Where(file => !file.Attributes.Contains("i/-text") && !file.Attributes.Contains("i/none")))
        {
            var crlf = path.EndsWith(".cmd", StringComparison.Ordinal) || path.EndsWith(".sln", StringComparison.Ordinal);
            attributes.ShouldContain("i/lf", path);
            attributes.ShouldContain(crlf ? "eol=crlf" : "eol=lf", path);
        }
    }

    [Fact]
    public async Task Scripts_can_be_run_after_a_clone()
    {
        var modes = (await GitAsync("ls-files", "--stage")).ToDictionary(line => line.Split('\t')[1], line => line[..6]);

        foreach (var (path, mode) in modes.Where(file => File.Exists(RepositoryRoot.File(file.Key))))
        {
            using var file = File.OpenRead(RepositoryRoot.File(path));
            var isScript = file.ReadByte() == '#' && file.ReadByte() == '!';
            mode.ShouldBe(isScript ? "100755" : "100644", path);
        }
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
        {
            yield return parent.Replace('\\', '/');
        }
    }

    private static Task<IReadOnlyList<string>> PathsAsync() => GitAsync("ls-files");

    private static async Task<IReadOnlyList<string>> GitAsync(params string[] arguments)
    {
        var git = await Command.RunAsync("git", ["-c", "core.quotePath=off", .. arguments], RepositoryRoot.Path);
        return git.ShouldEndWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
