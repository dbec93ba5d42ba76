using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Locking;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Locking;

public sealed class HostLockTests(SandboxFixture sandboxes) : IDisposable
{
    private static readonly LockHolder Anna = new("anna@laptop", "DeployUp 'echo' bot");
    private static readonly LockHolder Ben = new("ben@build", "Rollback");
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string LockFile => directory["state/lock"];

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_deployer_is_refused_and_told_who_deploys_and_since_when(bool isLocal)
    {
        await using var one = await HostAsync(isLocal);
        await using var two = await HostAsync(isLocal);
        await using var held = await HostLock.AcquireAsync(one, LockFile, Anna, TimeSpan.Zero, null, Stop);
        var wasAskedToWait = false;

        var error = await Should.ThrowAsync<DeploymentException>(
            () => HostLock.AcquireAsync(two, LockFile, Ben, TimeSpan.Zero, _ => wasAskedToWait = true, Stop));

        (error.Code, error.ExitCode).ShouldBe(("TBS5001", ExitCode.Refused));
        error.Message.ShouldContain("anna@laptop");
        error.Message.ShouldContain("DeployUp 'echo' bot");
        error.Message.ShouldContain(DateTime.UtcNow.ToString("yyyy-", System.Globalization.CultureInfo.InvariantCulture));
        held.Lost.IsCancellationRequested.ShouldBeFalse();
        wasAskedToWait.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_second_deployer_waits_until_the_first_has_finished(bool isFirstLocal, bool isSecondLocal)
    {
        await using var one = await HostAsync(isFirstLocal);
        await using var two = await HostAsync(isSecondLocal);
        var waitsFor = new TaskCompletionSource<LockHolder>();
        var first = await HostLock.AcquireAsync(one, LockFile, Anna, TimeSpan.Zero, null, Stop);

        var second = HostLock.AcquireAsync(two, LockFile, Ben, Long, waitsFor.SetResult, Stop);
        (await waitsFor.Task.WaitAsync(Stop)).Who.ShouldBe("anna@laptop");
        second.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();

        await using var held = await second;
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_ends_with_its_time(bool isLocal)
    {
        await using var one = await HostAsync(isLocal);
        await using var two = await HostAsync(isLocal);
        await using var held = await HostLock.AcquireAsync(one, LockFile, Anna, TimeSpan.Zero, null, Stop);

        var error = await Should.ThrowAsync<DeploymentException>(
            () => HostLock.AcquireAsync(two, LockFile, Ben, TimeSpan.FromSeconds(1), null, Stop));

        error.Code.ShouldBe("TBS5001");
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using var host = await HostAsync(isLocal: false);
        await using var held = await HostLock.AcquireAsync(host, LockFile, Anna, TimeSpan.Zero, null, Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(
            () => HostLock.AcquireAsync(host, LockFile, Ben, Long, _ => cancel.Cancel(), cancel.Token));

        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_deployer_that_dies_loses_the_lock()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var proxy = new BreakableProxy(settings.Port);
        await using var dying = await SshHost.ConnectAsync(settings.At(proxy.Port), null, Stop);
        await using var next = await SshHost.ConnectAsync(settings, null, Stop);
        await using var held = await HostLock.AcquireAsync(dying, LockFile, Anna, TimeSpan.Zero, null, Stop);

        proxy.HangUp();

        await using var taken = await HostLock.AcquireAsync(next, LockFile, Ben, Long, null, Stop);
        await Eventually.IsTrueAsync(() => held.Lost.IsCancellationRequested, "the first knows", Stop);
        taken.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_network_falls_silent_the_deployer_knows_before_the_host_lets_go()
    {
        var settings = await sandboxes.SettingsAsync();
        await using var proxy = new BreakableProxy(settings.Port);
        await using var silent = await SshHost.ConnectAsync(settings.At(proxy.Port), null, Stop);
        await using var next = await SshHost.ConnectAsync(settings, null, Stop);
        await using var held = await HostLock.AcquireAsync(silent, LockFile, Anna, TimeSpan.Zero, null, Stop);

        proxy.FallSilent();

        await using var taken = await HostLock.AcquireAsync(next, LockFile, Ben, Long, null, Stop);
        held.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_file_that_cannot_be_used_is_named(bool isLocal)
    {
        await using var host = await HostAsync(isLocal);
        await File.WriteAllTextAsync(directory["file"], "", Stop);

        var error = await Should.ThrowAsync<DeploymentException>(
            () => HostLock.AcquireAsync(host, directory["file/lock"], Anna, TimeSpan.Zero, null, Stop));

        error.Code.ShouldBe("TBS5003");
        error.Message.ShouldContain(directory["file/lock"]);
    }

    [Fact]
    public async Task Of_many_deployers_at_once_one_at_a_time_has_the_lock()
    {
        await using var host = await HostAsync(isLocal: false);
        var inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async number =>
        {
            await using var held = await HostLock.AcquireAsync(host, LockFile, new($"{number}", "x"), Long, null, Stop);
            Interlocked.Increment(ref inside).ShouldBe(1);
            await host.RunAsync(new HostCommand("true"), Stop);
            Interlocked.Decrement(ref inside);
        }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-24T02:15:00Z\t{}")]
    [InlineData("2026-11-24T02:15:00Z\t{\"who\":")]
    [InlineData("nonsense\twithout\tend")]
    public void A_holder_file_that_says_nothing_is_somebody_unknown(string? text) =>
        LockHolder.Parse(text).Who.ShouldBe("Somebody");

    private async Task<IHost> HostAsync(bool isLocal) =>
        isLocal ? new LocalHost() : await SshHost.ConnectAsync(await sandboxes.SettingsAsync(), null, Stop);
}
