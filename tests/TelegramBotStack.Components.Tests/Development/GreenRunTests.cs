using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Components.Tests.Development;

public sealed class GreenRunTests : IDisposable
{
    private static readonly TestRun Green = new(true, true, new TestCounts(3, 0, 1), [new LineCoverage("Bot", 9, 10)]);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void The_figures_of_a_green_run_are_found_again_for_the_same_sources_only()
    {
        new GreenRun("a", DateTimeOffset.UnixEpoch, Green).Keep(directory.Path);

        var found = GreenRun.Find(directory.Path, "a")!;
        found.At.ShouldBe(DateTimeOffset.UnixEpoch);
        found.Run.Counts.ShouldBe(Green.Counts);
        found.Run.Coverage.ShouldBe(Green.Coverage);
        GreenRun.Find(directory.Path, "b").ShouldBeNull();
        GreenRun.Find(directory.Path, sources: null).ShouldBeNull();
    }

    [Fact]
    public void A_torn_record_means_that_the_tests_are_run()
    {
        File.WriteAllText(directory["green.json"], """{"Sources":"a","At":""");

        GreenRun.Find(directory.Path, "a").ShouldBeNull();
    }

    [Fact]
    public async Task Sources_differ_after_a_change_a_new_file_and_a_deleted_one_but_not_after_a_build()
    {
        await Git("init", "--quiet");
        await File.WriteAllTextAsync(directory[".gitignore"], "bin/\n", Cancelled);
        await File.WriteAllTextAsync(directory["Bot.cs"], "one", Cancelled);
        await Git("add", ".");
        var before = await Fingerprint();

        Directory.CreateDirectory(directory["bin"]);
        await File.WriteAllTextAsync(directory["bin/Bot.dll"], "output", Cancelled);
        (await Fingerprint()).ShouldBe(before);

        await File.WriteAllTextAsync(directory["Bot.cs"], "two", Cancelled);
        var changed = await Fingerprint();
        changed.ShouldNotBe(before);

        await File.WriteAllTextAsync(directory["Größe.cs"], "", Cancelled);
        var added = await Fingerprint();
        added.ShouldNotBe(changed);

        File.Delete(directory["Größe.cs"]);
        (await Fingerprint()).ShouldBe(changed);

        File.Delete(directory["Bot.cs"]);
        (await Fingerprint()).ShouldNotBe(changed);
    }

    [Fact]
    public async Task Outside_a_repository_nothing_is_known() =>
        (await SourceFingerprint.ReadAsync(directory.Path, Cancelled)).ShouldBeNull();

    private async Task Git(params string[] arguments) =>
        (await Command.RunAsync("git", arguments, directory.Path)).ShouldEndWith(0);

    private Task<string?> Fingerprint() => SourceFingerprint.ReadAsync(directory.Path, Cancelled);
}
