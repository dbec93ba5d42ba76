using System.Text;
using CsCheck;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Components.Upgrading;

namespace TelegramBotStack.Components.Tests.Upgrading;

public sealed class UpgradePlanTests : IDisposable
{
    private const string Path = "build.sh";

    private readonly TemporaryDirectory directory = new();
    private readonly Dictionary<string, byte[]> before = [];
    private readonly Dictionary<string, byte[]> after = [];
    private ScaffoldRecord record = new("1.0.0", "Echo", "echo", BotStorage.Json, BotCi.None);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_file_that_nobody_changed_becomes_the_new_one()
    {
        Scaffolded(Path, "one\n");
        after[Path] = Bytes("two\n");

        var change = Make().ShouldHaveSingleItem();

        change.Kind.ShouldBe(FileChangeKind.Updated);
        Text(change.After).ShouldBe("two\n");
    }

    [Fact]
    public void A_changed_file_keeps_the_users_lines_and_takes_the_stacks()
    {
        Scaffolded(Path, "one\ntwo\nthree\nfour\nfive\n");
        Write(Path, "mine\none\ntwo\nthree\nfour\nfive\n");
        after[Path] = Bytes("one\ntwo\nthree\nfour\nfive\nnew\n");

        var change = Make().ShouldHaveSingleItem();

        change.Kind.ShouldBe(FileChangeKind.Merged);
        Text(change.After).ShouldBe("mine\none\ntwo\nthree\nfour\nfive\nnew\n");
    }

    [Fact]
    public void Where_both_changed_the_same_line_the_users_file_stays_and_the_other_lies_beside_it()
    {
        Scaffolded(Path, "one\ntwo\n");
        Write(Path, "mine\ntwo\n");
        after[Path] = Bytes("new\ntwo\n");

        var change = Make().ShouldHaveSingleItem();

        change.Kind.ShouldBe(FileChangeKind.Kept);
        change.Path.ShouldBe("build.sh.new");
        Text(change.After).ShouldBe("new\ntwo\n");
    }

    [Fact]
    public void A_changed_file_that_the_stack_has_not_changed_is_not_touched()
    {
        Scaffolded(Path, "one\n");
        Write(Path, "mine\n");
        after[Path] = Bytes("one\n");

        Make().ShouldBeEmpty();
    }

    [Fact]
    public void When_the_earlier_text_is_not_known_any_more_a_changed_file_stays()
    {
        Scaffolded(Path, "one\ntwo\nthree\nfour\n");
        before[Path] = Bytes("the running version writes it differently\n");
        Write(Path, "mine\none\ntwo\nthree\nfour\n");
        after[Path] = Bytes("one\ntwo\nthree\nfour\nnew\n");

        Make().ShouldHaveSingleItem().Kind.ShouldBe(FileChangeKind.Kept);
    }

    [Fact]
    public void Line_ends_are_no_change_and_stay_as_the_user_has_them()
    {
        Scaffolded(Path, "one\ntwo\nthree\nfour\n");
        Write(Path, "one\r\ntwo\r\nthree\r\nfour\r\n");
        after[Path] = Bytes("one\ntwo\nthree\nfour\n");
        Make().ShouldHaveSingleItem().Kind.ShouldBe(FileChangeKind.Updated);

        Write(Path, "mine\r\none\r\ntwo\r\nthree\r\nfour\r\n");
        after[Path] = Bytes("one\ntwo\nthree\nfour\nnew\n");
        Text(Make().ShouldHaveSingleItem().After).ShouldBe("mine\r\none\r\ntwo\r\nthree\r\nfour\r\nnew\r\n");
    }

    [Fact]
    public void New_files_come_deleted_ones_stay_deleted_and_dropped_ones_go()
    {
        Scaffolded("kept-away", "one\n");
        File.Delete(directory["kept-away"]);
        Scaffolded("dropped", "one\n");
        Scaffolded("dropped-but-mine", "one\n");
        Write("dropped-but-mine", "mine\n");
        Write("in-the-way", "mine\n");
        foreach (var path in new[] { "kept-away", "fresh", "in-the-way" })
        {
            after[path] = Bytes("new\n");
        }

        Make().Select(change => (change.Path, change.Kind)).ShouldBe(
            [("dropped", FileChangeKind.Deleted), ("fresh", FileChangeKind.Added), ("in-the-way.new", FileChangeKind.Kept)], ignoreOrder: true);
    }

    [Fact]
    public void The_bots_code_its_tests_and_its_settings_are_never_touched()
    {
        foreach (var path in new[] { "src/Echo/Program.cs", "tests/Echo.Tests/EchoTests.cs", "deploy.yaml", "README.md", "build/Build.cs", "Echo.sln" })
        {
            Scaffolded(path, "one\n");
            after[path] = Bytes("new\n");
        }

        record.Files.ShouldBeEmpty();
        Make().ShouldBeEmpty();
    }

    [Fact]
    public void Versions_are_set_wherever_the_user_moved_them_to()
    {
        Write("src/Echo/Echo.csproj", """<PackageReference Include="TelegramBotStack" Version="1.0.0" /><PackageReference Include="Shouldly" Version="1.0.0" />""");
        Write("Directory.Packages.props", """
            <TelegramBotStackVersion>1.0.0</TelegramBotStackVersion>
            <PackageVersion Include="TelegramBotStack.Simulator" Version="$(TelegramBotStackVersion)" />
            <PackageVersion Version="1.0.0" Include="TelegramBotStack.Components" />
            <PackageVersion Include="TelegramBotStackOfSomebodyElse" Version="1.0.0" />
            """);

        var changes = Make().ToDictionary(change => change.Path, change => Text(change.After));

        changes["src/Echo/Echo.csproj"].ShouldBe("""<PackageReference Include="TelegramBotStack" Version="2.0.0" /><PackageReference Include="Shouldly" Version="1.0.0" />""");
        changes["Directory.Packages.props"].ShouldBe("""
            <TelegramBotStackVersion>2.0.0</TelegramBotStackVersion>
            <PackageVersion Include="TelegramBotStack.Simulator" Version="$(TelegramBotStackVersion)" />
            <PackageVersion Version="2.0.0" Include="TelegramBotStack.Components" />
            <PackageVersion Include="TelegramBotStackOfSomebodyElse" Version="1.0.0" />
            """);
    }

    [Fact]
    public void A_package_of_the_users_own_stays_when_the_versions_move()
    {
        const string Line = "<PackageVersion Include=\"TelegramBotStack\" Version=\"1.0.0\" />\n";
        Scaffolded("Directory.Packages.props", $"<Project>\n{Line}<PackageVersion Include=\"xunit\" Version=\"1\" />\n</Project>\n");
        Write("Directory.Packages.props", $"<Project>\n{Line}<PackageVersion Include=\"Mine\" Version=\"7\" />\n<PackageVersion Include=\"xunit\" Version=\"1\" />\n</Project>\n");
        after["Directory.Packages.props"] = Bytes($"<Project>\n{Line.Replace("1.0.0", "2.0.0", StringComparison.Ordinal)}<PackageVersion Include=\"xunit\" Version=\"1\" />\n<Using />\n</Project>\n");

        var change = Make().ShouldHaveSingleItem();

        change.Kind.ShouldBe(FileChangeKind.Merged);
        Text(change.After).ShouldBe("<Project>\n" + Line.Replace("1.0.0", "2.0.0", StringComparison.Ordinal)
            + "<PackageVersion Include=\"Mine\" Version=\"7\" />\n<PackageVersion Include=\"xunit\" Version=\"1\" />\n<Using />\n</Project>\n");
    }

    [Fact]
    public void Whatever_the_user_wrote_is_still_there_afterwards() =>
        Gen.Select(Lines, Lines, Lines).Sample((scaffolded, users, stacks) =>
        {
            if (FileMerge.Merge(scaffolded, users, stacks) is not { } merged)
            {
                return;
            }

            users.Split('\n').Except(scaffolded.Split('\n')).Except(merged.Split('\n')).ShouldBeEmpty();
            FileMerge.Merge(scaffolded, scaffolded, stacks).ShouldBe(stacks);
            FileMerge.Merge(scaffolded, users, scaffolded).ShouldBe(users);
        }, iter: 10_000);

    private static Gen<string> Lines { get; } = Gen.Int[0, 12].Array[0, 10].Select(lines => string.Concat(lines.Select(line => $"line {line}\n")));

    private IReadOnlyList<FileChange> Make() => UpgradePlan.Make(directory.Path, record, before, after, "2.0.0");

    private void Scaffolded(string path, string text)
    {
        Write(path, text);
        before[path] = Bytes(text);
        record = record.For(before.ToDictionary(file => file.Key, file => new OutputFile(file.Value, IsExecutable: false)));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(directory[path])!);
        File.WriteAllText(directory[path], text);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[]? content) => Encoding.UTF8.GetString(content!);
}
