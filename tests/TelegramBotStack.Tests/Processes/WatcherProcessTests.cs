using System.Globalization;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Processes;

[Trait("Category", "Process")]
public sealed class WatcherProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_watcher_tells_the_owners_chat_polls_nothing_shows_no_token_and_ends_when_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var ada = telegram.CreateUser("Ada");
        await using var bot = TestBotProcess.Start(telegram, "bot");
        await bot.Reaches(InstanceState.Active, Cancellation);
        await ada.Send("/start");
        await ada.NextReply(cancellationToken: Cancellation);

        // No disk has that much room: something to tell without breaking anything.
        await using var watcher = Watch(telegram, ada.Id, "--BOTSTACK_WATCH_DISK_FREE=1000000000000000000");

        (await ada.NextReply(cancellationToken: Cancellation)).Text.ShouldNotBeNull().ShouldStartWith("echo on vps: disk nearly full. ");
        await ada.ExpectNoReply(TimeSpan.FromSeconds(3), Cancellation);
        telegram.Statistics.Conflicts.ShouldBe(0);
        telegram.Statistics.PollOverlaps.ShouldBeEmpty();
        watcher.Signal(TestBotProcess.SigTerm);
        (await watcher.Exits(Cancellation)).ShouldBe(0, watcher.Output);
        watcher.Output.ShouldContain("Watching echo; telling chat.");
        watcher.Output.ShouldNotContain(telegram.Token.Split(':')[1]);
        Directory.GetFiles(Path.Combine(telegram.DataDirectory, ".botstack", "instances")).ShouldHaveSingleItem();
        bot.Status()!.State.ShouldBe(InstanceState.Active);
    }

    [Theory]
    [InlineData("--BOTSTACK_WATCH_WEBHOOK=GONE", "The secret GONE is not there")]
    [InlineData("--BOTSTACK_WATCH_WEBHOOK=../BOT_TOKEN", "is not the name of a secret")]
    [InlineData("--BOTSTACK_WATCH_AFTER=soon", "BOTSTACK_WATCH_AFTER is 'soon'")]
    [InlineData("--BOTSTACK_WATCH_CHAT=", "there is nobody to tell")]
    public async Task A_watcher_that_is_told_nonsense_says_so_and_exits_with_78(string argument, string reason)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var watcher = Watch(telegram, 42, argument);

        (await watcher.Exits(Cancellation)).ShouldBe(78, watcher.Output);

        watcher.Output.ShouldContain(reason);
        watcher.Output.ShouldNotContain("   at ", customMessage: "a stack trace helps nobody here");
    }

    private TestBotProcess Watch(TelegramSimulator telegram, long chat, params string[] arguments)
    {
        Directory.CreateDirectory(_directory["secrets"]);
        File.WriteAllText(_directory["secrets/BOT_TOKEN"], telegram.Token);
        return TestBotProcess.Start(
            telegram.DataDirectory,
            "",
            [
                "--watch",
                $"--BOT_API_URL={telegram.BaseUrl}",
                $"--BOTSTACK_DATA={telegram.DataDirectory}",
                $"--BOTSTACK_SECRETS={_directory["secrets"]}",
                $"--BOTSTACK_WATCH_STATE={_directory["state"]}",
                "--BOTSTACK_WATCH_BOT=echo",
                "--BOTSTACK_WATCH_HOST=vps",
                "--BOTSTACK_WATCH_AFTER=0.5",
                string.Create(CultureInfo.InvariantCulture, $"--BOTSTACK_WATCH_CHAT={chat}"),
                .. arguments,
            ]);
    }
}
