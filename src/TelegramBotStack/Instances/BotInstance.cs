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
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Observability;
using TelegramBotStack.Polling;
using TelegramBotStack.Rehearsal;
using TelegramBotStack.Status;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Instances;

/// <summary>
/// The life of one instance: starting, standby, active, and, when parked, standby again. docs/process-contract.md says
/// what each state means.
/// </summary>
internal sealed partial class BotInstance : IAsyncDisposable
{
    /// <summary>An instance that takes longer than this to stop hangs.</summary>
    public static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly IServiceProvider _services;
    private readonly BotSettings _settings;
    private readonly BotHandlers _handlers;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly StatusFile _statusFile;
    private readonly ILeaseSource _leases;
    private readonly IUpdateSourceFactory? _sources;
    // Never disposed: a signal may come at any time, and without a timer it holds nothing.
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _activated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TenureLoop? _tenures;
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
        Status = services.GetRequiredService<StatusBoard>();
        services.GetRequiredService<StorageFaults>().Noted += Status.NoteError;
        _statusFile = new StatusFile(settings.Data.StatusOf(settings.Instance), Status, _time, _loggers.CreateLogger<StatusFile>());
        _sources = services.GetService<IUpdateSourceFactory>();
        _leases = services.CreateLeases(settings, _time);
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
        if (_tenures?.Park() == true)
        {
            Liveness.Progress();
            Status.Change(status => status.State == InstanceState.Active ? status with { State = InstanceState.Parking } : status);
        }
    }

    /// <summary>Ends this instance in good order. May be called more than once.</summary>
    public void Stop()
    {
        if (Interlocked.CompareExchange(ref _stoppingSince, _time.GetTimestamp(), 0) != 0)
        {
            return;
        }

        _stop.Cancel();
        Status.Change(status => status.State is InstanceState.Stopped or InstanceState.Failed ? status : status with { State = InstanceState.Stopping });
    }

    public void Fail(string code, string message)
    {
        Status.NoteError(code, message);
        Status.Enter(InstanceState.Failed);
    }

    public ValueTask DisposeAsync() => _statusFile.DisposeAsync();

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
            var introducing = introduction.GetMeAsync(_stop.Token);
            await RehearseAsync(token).ConfigureAwait(false);
            await _services.GetRequiredService<IStorageBackend>().OpenAsync(_stop.Token).ConfigureAwait(false);
            await _services.OpenSharedLeaseAsync(_stop.Token).ConfigureAwait(false);
            var me = await introducing.ConfigureAwait(false);
            await introduction.WarmConnectionsAsync(_stop.Token).ConfigureAwait(false);
            await (_sources?.PrepareAsync(_settings, _stop.Token) ?? Task.CompletedTask).ConfigureAwait(false);
            await ServeAsync(client, me, services, introduction).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to finish before it held the lease: there is nothing to finish.
        }
    }

    private async Task RehearseAsync(BotToken token)
    {
        var rehearsal = new SessionRehearsal(_settings, token, _services, Liveness, _time);
        await rehearsal.RunOnceAsync(_stop.Token).ConfigureAwait(false);
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
            _loggers.CreateLogger<UpdatePipeline>(),
            _services.GetRequiredService<BotMeter>());
        var tenures = new TenureLoop(
            _leases,
            lease => CreateSession(lease, client, pipeline, services),
            Status,
            Liveness,
            _time,
            _loggers.CreateLogger<TenureLoop>());
        Status.Change(status => status.State == InstanceState.Starting ? status with { State = InstanceState.Standby } : status);
        LogReady(_logger, _settings.Instance, me.Username);
        _tenures = tenures;
        await tenures.RunAsync(() => _activated.TrySetResult(), introduction.KeepConnectionWarmAsync, _stop.Token).ConfigureAwait(false);
    }

    private ActiveSession CreateSession(ILease lease, ITelegramBotClient client, UpdatePipeline pipeline, ActiveServices services)
    {
        var context = new UpdateSourceContext(lease, client, _handlers.AllowedUpdates, _settings, Status, Liveness, _time, _loggers);
        return new ActiveSession(
            lease, _sources?.Create(context) ?? Poller.From(context), cancel => OpenInboxAsync(pipeline, cancel), services, Status, _time, _loggers.CreateLogger<ActiveSession>());
    }

    private async Task<UpdateInbox> OpenInboxAsync(UpdatePipeline pipeline, CancellationToken cancellationToken)
    {
        var (store, handle) = await _services.ShareInboxAsync(
            new FileInboxStore(_settings.Data.Inbox), pipeline.HandleAsync, _time, cancellationToken).ConfigureAwait(false);
        return new UpdateInbox(store, handle, Status, _time, _loggers.CreateLogger<UpdateInbox>());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready: {Instance} of @{Bot} waits for the lease.")]
    private static partial void LogReady(ILogger logger, string instance, string? bot);
}
