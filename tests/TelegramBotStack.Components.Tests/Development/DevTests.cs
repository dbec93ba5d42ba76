using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Components.Tests.Scaffolding;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Tests.Development;

public sealed class DevTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Repository => directory["bot"];

    private string Program => Path.Combine(Repository, "src", "Echo", "Program.cs");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_save_reaches_the_bot_a_crash_waits_for_the_next_one_and_Ctrl_C_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl-C is sent as a signal here");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var environment = await ScaffoldAsync(telegram);
        var ada = telegram.CreateUser("Ada");
        await using var dev = new RunningDev(Repository, environment);
        (await Ask(ada, "/start")).ShouldStartWith("Hello!");
        dev.Output.ShouldContain("BOT_TOKEN in .env");
        dev.Output.ShouldContain("@simulator_bot");

        await dev.ShowsAsync("save a file", Cancellation);

        // A handler's text: in place, and the bot is the same process.
        await SaveAsync("Hello!", "Hullo!");
        await dev.ShowsAsync("reloaded", Cancellation);
        (await Ask(ada, "/start")).ShouldStartWith("Hullo!");
        dev.Output.ShouldNotContain("restarting");

        // One more command: the list of handlers was made when the bot began.
        await SaveAsync("return bot;", "bot.Command(\"crash\", context => { Environment.Exit(3); return Task.CompletedTask; });\n        return bot;");
        await dev.ShowsAsync("what the bot is made of has changed", Cancellation);
        (await Ask(ada, "still there")).ShouldBe("still there");

        // It ends, and the next save starts it. What ended it was not confirmed, and comes again to the mended handler.
        await ada.Send("/crash");
        await dev.ShowsAsync("The bot ended with exit code 3", Cancellation);
        await SaveAsync("Environment.Exit(3); return Task.CompletedTask;", "return context.ReplyAsync(\"mended\");");
        (await ada.NextReply(Limit, Cancellation)).Text.ShouldBe("mended");

        var second = await Command.RunAsync("dotnet", [BuildProgram, "Dev"], Repository, environment);
        second.ShouldEndWith(5).Output.ShouldContain($"process {dev.ProcessId} in {Repository}");

        (await dev.InterruptAsync(Cancellation)).ShouldBe(0, dev.Output);
        dev.Output.ShouldContain("Stopped.");
        telegram.Statistics.Pending.ShouldBe(0, "the last update is confirmed");
        ProcessesOf(Repository).ShouldBeEmpty();
        dev.Output.ShouldNotContain(telegram.Token.Split(':')[1]);
    }

    private string BuildProgram => Path.Combine(Repository, "build", "bin", "Debug", "_build.dll");

    private async Task<IReadOnlyDictionary<string, string?>> ScaffoldAsync(TelegramSimulator telegram)
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = Repository, Feed = feed.Path });
        await File.WriteAllTextAsync(
            Path.Combine(Repository, ".env"), $"BOT_TOKEN={telegram.Token}\nBOT_API_URL={telegram.BaseUrl}\n", Cancellation);
        var environment = new Dictionary<string, string?>(feed.Environment.Concat(Command.Environment))
        {
            ["BOT_TOKEN"] = null,
            ["BOT_API_URL"] = null,
        };
        (await Bootstrapper.RunAsync(Repository, ["--help"], environment)).ShouldEndWith(0);
        return environment;
    }

    private static async Task<string> Ask(SimulatedUser user, string text)
    {
        await user.Send(text);
        return (await user.NextReply(Limit, Cancellation)).Text;
    }

    /// <summary>As most editors save: a copy takes the file's place.</summary>
    private async Task SaveAsync(string before, string after)
    {
        var text = await File.ReadAllTextAsync(Program, Cancellation);
        text.ShouldContain(before);
        var copy = Program + "~";
        await File.WriteAllTextAsync(copy, text.Replace(before, after, StringComparison.Ordinal), Cancellation);
        File.Move(copy, Program, overwrite: true);
    }

    private static IEnumerable<string> ProcessesOf(string repository) => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/proc")
            .Select(process => Path.Combine(process, "cmdline"))
            .Where(File.Exists)
            .Select(ReadOrNothing)
            .Where(commandLine => commandLine.Contains(repository, StringComparison.Ordinal))
        : [];

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // It has just ended.
        }
    }
}
