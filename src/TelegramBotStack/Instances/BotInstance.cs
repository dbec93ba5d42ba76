using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramBotStack.Configuration;
using TelegramBotStack.Handlers;
using TelegramBotStack.Health;
using TelegramBotStack.Inbox;
using TelegramBotStack.Lease;
using TelegramBotStack.Polling;
using TelegramBotStack.Rehearsal;
using TelegramBotStack.Status;

namespace TelegramBotStack.Instances;

/// <summary>
/// The life of one instance: starting, standby, active, and, when parked, standby again. docs/process-contract.md says
/// what each state means.
/// </summary>
internal sealed partial class BotInstance : IAsyncDisposable
{
    /// <summary>An instance that takes longer than this to stop hangs.</summary>
    public static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TimeForSuccessor = TimeSpan.FromSeconds(5);

    private readonly IServiceProvider _services;
    private readonly BotSettings _settings;
    private readonly BotHandlers _handlers;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly StatusFile _statusFile;
    private readonly ILeaseSource _leases;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private CancellationTokenSource? _letGo;
    private long _stoppingSince;

    public BotInstance(IServiceProvider services, BotSettings settings, BotHandlers handlers)
    {
        _services = services;
        _settings = settings;
        _handlers = handlers;
        _time = services.GetRequiredService<TimeProvider>();
        _loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = _loggers.CreateLogger<BotInstance>();
        Liveness = new Liveness(_time);
        Status = new StatusBoard(settings.Instance, settings.Release, _time, services.GetRequiredService<SecretMask>());
        _statusFile = new StatusFile(settings.Data.StatusOf(settings.Instance), Status, _time, _loggers.CreateLogger<StatusFile>());
        _leases = OperatingSystem.IsWindows()
            ? new FileShareLeaseSource(settings.Data.Lease, settings.Instance, _time)
            : new FlockLeaseSource(settings.Data.Lease, settings.Instance, _time);
    }

    public StatusBoard Status { get; }

    public Liveness Liveness { get; }

    /// <summary>Completes when the bot handles updates for the first time; fails when it never will.</summary>
    public Task Activated => _activated.Task;

    public TimeSpan TimeSinceHeartbeat => _time.GetUtcNow() - _statusFile.LastBeat;

    public TimeSpan TimeSinceStop => Interlocked.Read(ref _stoppingSince) is var since and not 0 ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    /// <exception cref="BotConfigurationException">A setting is wrong, or Telegram refuses the token.</exception>
    public async Task RunAsync()
    {
        _settings.Data.Create();
        _statusFile.Start();
        try
        {
            await StartAndServeAsync().ConfigureAwait(false);
            Status.Enter(InstanceState.Stopped);
            _activated.TrySetCanceled();
        }
        catch (Exception exception)
        {
            Fail((exception as BotConfigurationException)?.Code ?? "crashed", exception.Message);
            _activated.TrySetException(exception);
            throw;
        }
    }

    /// <summary>Lets go of the lease for another instance. Does nothing when this instance does not hold it.</summary>
    public void Park()
    {
        lock (_gate)
        {
            if (_letGo is null || _stop.IsCancellationRequested)
            {
                return;
            }

            _letGo.Cancel();
        }

        Status.Change(status => status.State == InstanceState.Active ? status with { State = InstanceState.Parking } : status);
    }

    /// <summary>Ends this instance in good order. May be called more than once.</summary>
    public void Stop()
    {
        if (Interlocked.CompareExchange(ref _stoppingSince, _time.GetTimestamp(), 0) != 0)
        {
            return;
        }

        lock (_gate)
        {
            _stop.Cancel();
            _letGo?.Cancel();
        }

        Status.Change(status => status.State is InstanceState.Stopped or InstanceState.Failed ? status : status with { State = InstanceState.Stopping });
    }

    public void Fail(string code, string message)
    {
        Status.NoteError(code, message);
        Status.Enter(InstanceState.Failed);
    }

    public async ValueTask DisposeAsync()
    {
        await _statusFile.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task StartAndServeAsync()
    {
        var token = BotToken.Parse(_settings.TokenText);
        var client = _services.GetRequiredService<ITelegramBotClient>();
        var bot = _services.GetService<BotBase>();
        bot?.ConfigureHandlers(_handlers);
        var services = new ActiveServices([.. _services.GetServices<IHostedService>()], bot);
        var introduction = new Introduction(client, Status, Liveness, _time, _loggers.CreateLogger<Introduction>());
        try
        {
            // The rehearsal needs the processor and the introduction the network, so they run side by side.
            var me = introduction.GetMeAsync(_stop.Token);
            await RehearseAsync(token).ConfigureAwait(false);
            await ServeAsync(client, await me.ConfigureAwait(false), services, introduction).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to finish before it held the lease: there is nothing to finish.
        }
    }

    private async Task RehearseAsync(BotToken token)
    {
        var rehearsal = new SessionRehearsal(_settings, token, _services, _time);
        await rehearsal.RunAsync(_stop.Token).ConfigureAwait(false);
        Liveness.Progress();
        var now = _time.GetUtcNow();
        Status.Change(status => status with { RehearsedAt = now });
    }

    private async Task ServeAsync(ITelegramBotClient client, User me, ActiveServices services, Introduction introduction)
    {
        var pipeline = new UpdatePipeline(
            _handlers,
            client,
            me,
            _services.GetRequiredService<IStorage>(),
            _services.GetRequiredService<IServiceScopeFactory>(),
            _loggers.CreateLogger<UpdatePipeline>());
        Status.Change(status => status.State == InstanceState.Starting ? status with { State = InstanceState.Standby } : status);
        while (!_stop.IsCancellationRequested)
        {
            var lease = await WaitForLeaseAsync(introduction).ConfigureAwait(false);
            await HoldAsync(lease, client, pipeline, services).ConfigureAwait(false);
            if (!_stop.IsCancellationRequested)
            {
                Status.Enter(InstanceState.Parked);
                await WaitForSuccessorAsync(lease.Content.Epoch).ConfigureAwait(false);
            }
        }
    }

    private async Task<ILease> WaitForLeaseAsync(Introduction introduction)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var lease = _leases.AcquireAsync(waiting.Token);
        var warm = introduction.KeepConnectionWarmAsync(waiting.Token);
        if (await Task.WhenAny(lease, warm).ConfigureAwait(false) == warm)
        {
            // Only a refused token ends it.
            await waiting.CancelAsync().ConfigureAwait(false);
            await warm.ConfigureAwait(false);
        }

        var held = await lease.ConfigureAwait(false);
        _ = waiting.CancelAsync();
        return held;
    }

    private async Task HoldAsync(ILease lease, ITelegramBotClient client, UpdatePipeline pipeline, ActiveServices services)
    {
        using var letGo = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Liveness.Progress();
        lock (_gate)
        {
            _letGo = letGo;
        }

        try
        {
            var poller = new Poller(
                client, _handlers.AllowedUpdates, lease, PollTime(), Status, Liveness, _time, _loggers.CreateLogger<Poller>());
            var session = new ActiveSession(
                lease, poller, () => OpenInbox(pipeline), services, Status, _time, _loggers.CreateLogger<ActiveSession>());
            await session.RunAsync(() => _activated.TrySetResult(), letGo.Token).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            LogLeaseLost(_logger);
        }
        finally
        {
            lock (_gate)
            {
                _letGo = null;
            }
        }
    }

    private UpdateInbox OpenInbox(UpdatePipeline pipeline) => new(
        new FileInboxStore(_settings.Data.Inbox), pipeline.HandleAsync, Status, _time, _loggers.CreateLogger<UpdateInbox>());

    /// <summary>Half a minute spares both sides; less when the watchdog is to bite sooner.</summary>
    private TimeSpan PollTime() => TimeSpan.FromSeconds(Math.Clamp(Math.Floor(_settings.HangAfter.TotalSeconds / 3), 1, 25));

    /// <summary>
    /// Keeps off the lease until somebody else has taken it and polls. The file has no event to wait for across
    /// containers, so it is looked at; it takes a moment only.
    /// </summary>
    private async Task WaitForSuccessorAsync(long epoch)
    {
        var since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) < TimeForSuccessor)
        {
            if (_leases.Read() is { FirstPollAt: not null } content && content.Epoch > epoch)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, _stop.Token).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Another instance holds the lease. This one becomes a standby.")]
    private static partial void LogLeaseLost(ILogger logger);
}
