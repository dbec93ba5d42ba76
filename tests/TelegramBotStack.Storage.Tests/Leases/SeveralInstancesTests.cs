using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Storage.Tests.Servers;
using TelegramBotStack.Tests;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Storage.Tests.Leases;

/// <summary>Instances as processes with data directories of their own, as on several hosts, against one Telegram.</summary>
public abstract class SeveralInstancesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int SigStop = 19;
    private const int SigCont = 18;
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _hosts = new();
    private readonly List<TestBotProcess> _bots = [];
    private TelegramSimulator? _telegram;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals by their numbers on Linux.");
        _telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in _bots)
        {
            await bot.DisposeAsync();
        }

        await (_telegram?.DisposeAsync() ?? default);
        _hosts.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_host_that_dies_or_freezes_is_followed_by_another_and_nothing_is_lost()
    {
        await using var server = await StartServerAsync();
        var first = Start(server, "first", duration: 5);
        await first.Reaches(InstanceState.Active, Cancellation);
        var second = Start(server, "second", duration: 5);
        await second.Reaches(InstanceState.Standby, Cancellation);
        await using var load = _telegram!.StartLoad(users: 40, updatesPerSecond: 20);
        await AnswersAsync(load);

        first.Signal(TestBotProcess.SigKill);
        var killed = TimeProvider.System.GetTimestamp();
        var status = await second.Reaches(InstanceState.Active, Cancellation);
        output.WriteLine($"active {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s after the other was killed, epoch {status.Epoch}");
        await AnswersAsync(load);

        var third = Start(server, "third", duration: 5);
        await third.Reaches(InstanceState.Standby, Cancellation);
        await AnswersAsync(load);
        second.Signal(SigStop);
        await third.Reaches(InstanceState.Active, Cancellation);
        await AnswersAsync(load);
        second.Signal(SigCont);
        var thawed = await second.Reaches(current => current.State is InstanceState.Standby or InstanceState.Parked, "standby", Cancellation);
        thawed.LastError.ShouldNotBeNull().Code.ShouldBe("lease-lost");
        third.Status().ShouldNotBeNull().State.ShouldBe(InstanceState.Active);
        await AnswersAsync(load);

        await CheckAsync(load);
    }

    [Fact]
    public async Task An_instance_that_ends_or_parks_in_good_order_is_followed_at_once_and_a_server_that_is_killed_is_survived()
    {
        // So long that nobody could have it in time by waiting for its end.
        await using var server = await StartServerAsync();
        var first = Start(server, "first", duration: 200);
        var before = await first.Reaches(InstanceState.Active, Cancellation);
        var second = Start(server, "second", duration: 200);
        await second.Reaches(InstanceState.Standby, Cancellation);
        var successor = Start(server, "successor", duration: 200, host: "first");
        await successor.Reaches(InstanceState.Standby, Cancellation);
        await using var load = _telegram!.StartLoad(users: 40, updatesPerSecond: 20);
        await AnswersAsync(load);

        first.Signal(TestBotProcess.SigUsr1);
        var here = await successor.Reaches(InstanceState.Active, Cancellation);
        here.Epoch.ShouldBe(before.Epoch + 1);
        second.Status().ShouldNotBeNull().State.ShouldBe(InstanceState.Standby, "the one that waits on the host itself goes before");
        await AnswersAsync(load);
        first.Signal(TestBotProcess.SigTerm);
        (await first.Exits(Cancellation)).ShouldBe(0);

        // On a host that stands by, too: the new release waits in the place of the old one.
        await second.Reaches(status => status.StandsByFor == "successor", "standing by for it", Cancellation);
        var newer = Start(server, "newer", duration: 200, host: "second");
        (await newer.Reaches(InstanceState.Standby, Cancellation)).StandsByFor.ShouldBeNull();
        second.Signal(TestBotProcess.SigUsr1);
        await newer.Reaches(status => status.StandsByFor == "successor", "its host's standby", Cancellation);
        await second.Reaches(InstanceState.Parked, Cancellation);
        second.Signal(TestBotProcess.SigTerm);
        (await second.Exits(Cancellation)).ShouldBe(0);

        await server.KillAndRestartAsync();
        await AnswersAsync(load);

        successor.Signal(TestBotProcess.SigTerm);
        var there = await newer.Reaches(InstanceState.Active, Cancellation);
        (await successor.Exits(Cancellation)).ShouldBe(0);
        output.WriteLine($"gaps {here.GapMilliseconds} ms on one host, {there.GapMilliseconds} ms between hosts");
        await AnswersAsync(load);

        await CheckAsync(load);
    }

    private TestBotProcess Start(Server server, string name, int duration, string? host = null)
    {
        var data = Directory.CreateDirectory(_hosts[host ?? name]).FullName;
        var bot = TestBotProcess.StartProgram(
            "TelegramBotStack.StorageWriter.dll", data, name,
            [.. _telegram!.Arguments, $"--BOTSTACK_DATA={data}", "--several=yes", .. server.Arguments, $"--SEVERAL_DURATION={duration}",
                $"--SEVERAL_REDELIVERIES={_hosts["redeliveries"]}"]);
        _bots.Add(bot);
        return bot;
    }

    private static async Task AnswersAsync(SimulatorLoad load)
    {
        var answered = load.Report.Answered;
        await Eventually.IsTrueAsync(() => load.Report.Answered > answered + 20, "the load is answered", Cancellation);
    }

    private async Task CheckAsync(SimulatorLoad load)
    {
        var report = await load.StopAsync(TimeToAnswer, Cancellation);
        string[] flagged = File.Exists(_hosts["redeliveries"]) ? await File.ReadAllLinesAsync(_hosts["redeliveries"], Cancellation) : [];
        var log = string.Join('\n', _bots.Select(bot => $"--- {bot.Name}\n{bot.Output}"));
        output.WriteLine($"{flagged.Length} flagged, {_telegram!.Statistics.Conflicts} conflicts; {report}");
        report.Lost.ShouldBe(0, log);
        report.OutOfOrder.ShouldBe(0, log);
        report.DoubledTexts.ShouldBeSubsetOf(flagged, log);
        _telegram.Statistics.Conflicts.ShouldBe(0, log);
    }

    private protected abstract Task<Server> StartServerAsync();

    /// <summary>Where the lease and the storage are.</summary>
    private protected sealed record Server(string[] Arguments, Func<Task> KillAndRestartAsync, IAsyncDisposable Process) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}

public sealed class SeveralInstancesOnRedisTests(ITestOutputHelper output) : SeveralInstancesTests(output)
{
    private protected override async Task<Server> StartServerAsync()
    {
        var redis = await RedisServer.StartAsync();
        return new Server([$"--BOTSTACK_REDIS={redis.Address}", "--SEVERAL_LEASE=redis"], redis.KillAndRestartAsync, redis);
    }
}

public sealed class SeveralInstancesOnPostgresTests(ITestOutputHelper output) : SeveralInstancesTests(output)
{
    private protected override async Task<Server> StartServerAsync()
    {
        var postgres = await PostgresServer.StartAsync();
        return new Server([$"--BOTSTACK_POSTGRES={postgres.Address}", "--SEVERAL_LEASE=postgres"], postgres.KillAndRestartAsync, postgres);
    }
}
