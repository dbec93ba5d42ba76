namespace TelegramBotStack.Components.Tests.Scaffolding;

public sealed class AnalyzersInABotTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_new_bot_is_warned_of_mistakes_in_its_handlers_and_of_none_in_its_template()
    {
        var repository = directory["bot"];
        (await Bootstrapper.RunAsync(RepositoryRoot.Path, ["Scaffold", "--bot-name", "Echo", "--bot-output", repository, "--bot-feed", feed.Path]))
            .ShouldEndWith(0);
        var program = Path.Combine(repository, "src", "Echo", "Program.cs");
        string[] build = ["build", Path.Combine(repository, "src", "Echo"), "--nologo", "--verbosity", "quiet"];
        (await Command.RunAsync("dotnet", build, repository, feed.Environment)).ShouldEndWith(0).Output.ShouldContain("0 Warning(s)");
        var runtime = Directory.EnumerateFiles(Path.Combine(repository, "src", "Echo", "bin"), "Echo.runtimeconfig.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(runtime, TestContext.Current.CancellationToken))
            .ShouldContain("\"System.Threading.ThreadPool.UnfairSemaphoreSpinLimit\": 0", customMessage: "the package sets it");

        var written = await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            program,
            written.Replace("return bot;", "bot.Command(\"/start\", context => { context.ReplyAsync(\"twice\").Wait(); return Task.CompletedTask; });\n        return bot;", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var built = (await Command.RunAsync("dotnet", build, repository, feed.Environment)).ShouldEndWith(0).Output;
        built.ShouldContain("warning TBSA001: Task.Wait blocks a thread");
        built.ShouldContain("warning TBSA004: /start has a handler");
    }
}
