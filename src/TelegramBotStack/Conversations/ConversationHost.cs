using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Conversations;

/// <summary>Begins conversations, and lets them go on when the user has answered or the time is over.</summary>
internal sealed partial class ConversationHost(
    ConversationDefinitions definitions,
    ConversationStore store,
    ITelegramBotClient bot,
    ITexts texts,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<ConversationHost> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    // Which chats have one, so that other updates cost no look into the storage. Read anew at each takeover.
    private readonly ConcurrentDictionary<ConversationKey, ActiveConversation> _active = new();

    /// <summary>Called when something is due sooner than before.</summary>
    public Action? DueChanged { get; set; }

    public DateTimeOffset? NextDue => _active.IsEmpty ? null : _active.Values.Min(active => active.DueAt);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _active.Clear();
        await foreach (var storageKey in store.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ConversationKey.Parse(storageKey) is { } key)
            {
                // What a crash has interrupted goes on, whether or not the user writes.
                _active.TryAdd(key, new ActiveConversation { DueAt = DateTimeOffset.MinValue });
            }
        }
    }

    /// <summary>Takes an update into the conversation of its user, or passes it on.</summary>
    public Task HandleAsync(UpdateContext context, Func<Task> next)
        // Commands have handlers of their own, which may end a conversation; edits and the like are no answers.
        => context.Command is null
            && context.Update.Type is UpdateType.Message or UpdateType.CallbackQuery
            && ConversationKey.Of(context) is { } key
            && _active.TryGetValue(key, out var active)
                ? TakeOrPassAsync(key, active, context, next)
                : next();

    /// <summary>Begins a conversation in the place of one that may be under way.</summary>
    public async Task EnterAsync(UpdateContext context, string name, string argument)
    {
        var definition = definitions.Find(name) ?? throw new ArgumentException($"There is no conversation '{name}'.", nameof(name));
        var key = ConversationKey.Of(context)
            ?? throw new InvalidOperationException($"A conversation is with a user in a chat, and an update of type {context.Update.Type} has not both.");
        var active = _active.GetOrAdd(key, _ => new ActiveConversation());
        using var _ = await LockAsync(active, context.CancellationToken).ConfigureAwait(false);
        var state = context.IsRedelivery ? await store.FindAsync(key, context.CancellationToken).ConfigureAwait(false) : null;
        if (state?.LastUpdate != context.Update.Id || state.Name != name)
        {
            state = new ConversationState
            {
                Id = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)),
                Name = name,
                Version = definition.Options.Version,
                Argument = argument,
                IsInGroup = key.ChatId != key.UserId,
                Language = context.Language,
                LastUpdate = context.Update.Id,
                LastMessage = context.Update.Message?.Id ?? 0,
            };
        }
        else if (state.HasEnded)
        {
            // Delivered again though it had been gone through to its end.
            _active.TryRemove(key, out var _);
            return;
        }

        await GoOnAsync(key, active, definition, state, null, context.Services, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the conversation of this update's user.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> LeaveAsync(UpdateContext context)
    {
        if (ConversationKey.Of(context) is not { } key || !_active.TryGetValue(key, out var active))
        {
            return false;
        }

        using var _ = await LockAsync(active, context.CancellationToken).ConfigureAwait(false);
        var state = await store.FindAsync(key, context.CancellationToken).ConfigureAwait(false);
        if (state is not { HasEnded: false })
        {
            _active.TryRemove(key, out var _);
            return false;
        }

        await EndAsync(key, state, context.Update.Id, context.CancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Looks at those whose time has come.</summary>
    public Task LookAtDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Parallel.ForEachAsync(
            _active.Where(one => one.Value.DueAt <= now),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (one, stop) => await LookAtAsync(one.Key, one.Value, stop).ConfigureAwait(false));
    }

    private async Task LookAtAsync(ConversationKey key, ActiveConversation active, CancellationToken cancellationToken)
    {
        // Again soon, when the user is just being answered or this fails.
        active.DueAt = time.GetUtcNow() + LookAgainAfter;
        if (!await active.Gate.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            if (_active.TryGetValue(key, out var current) && ReferenceEquals(current, active))
            {
                await LookAtHeldAsync(key, active, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others must not wait for it.
            LogFailed(logger, exception);
        }
        finally
        {
            active.Gate.Release();
        }
    }

    private async Task LookAtHeldAsync(ConversationKey key, ActiveConversation active, CancellationToken cancellationToken)
    {
        var state = await store.FindAsync(key, cancellationToken).ConfigureAwait(false);
        if (state is not { HasEnded: false })
        {
            _active.TryRemove(key, out var _);
            return;
        }

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await ContinueAsync(key, active, state, new ConversationEvent.TimeIsUp(), scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TakeOrPassAsync(ConversationKey key, ActiveConversation active, UpdateContext context, Func<Task> next)
    {
        if (!await TakeAsync(key, active, context).ConfigureAwait(false))
        {
            await next().ConfigureAwait(false);
        }
    }

    private async Task<bool> TakeAsync(ConversationKey key, ActiveConversation active, UpdateContext context)
    {
        using var _ = await LockAsync(active, context.CancellationToken).ConfigureAwait(false);
        var state = await store.FindAsync(key, context.CancellationToken).ConfigureAwait(false);
        if (state is null || state.HasEnded)
        {
            _active.TryRemove(key, out var _);

            // It had been taken before, and was the last that the conversation needed.
            return context.IsRedelivery && state?.LastUpdate == context.Update.Id;
        }

        var isKnown = state.LastUpdate == context.Update.Id;
        var outcome = await ContinueAsync(
            key, active, state, isKnown ? null : new ConversationEvent.Arrived(context), context.Services, context.CancellationToken).ConfigureAwait(false);
        return isKnown || outcome != ConversationOutcome.NotMeant;
    }

    /// <summary>Goes on with what a crash has interrupted, if anything, and then with what has happened.</summary>
    private async Task<ConversationOutcome> ContinueAsync(
        ConversationKey key,
        ActiveConversation active,
        ConversationState state,
        ConversationEvent? arrived,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        if (definitions.Find(state.Name) is not { } definition || definition.Options.Version != state.Version)
        {
            var options = definitions.Find(state.Name)?.Options ?? new ConversationOptions();
            return await EndChangedAsync(key, active, state, options, arrived, services, cancellationToken).ConfigureAwait(false);
        }

        if (state.Wait is null)
        {
            var outcome = await GoOnAsync(key, active, definition, state, null, services, cancellationToken).ConfigureAwait(false);
            if (arrived is not ConversationEvent.Arrived || outcome != ConversationOutcome.Waiting)
            {
                return outcome;
            }
        }

        return arrived is null
            ? ConversationOutcome.Waiting
            : await GoOnAsync(key, active, definition, state, arrived, services, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConversationOutcome> GoOnAsync(
        ConversationKey key,
        ActiveConversation active,
        ConversationDefinition definition,
        ConversationState state,
        ConversationEvent? arrived,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        var options = definition.Options;
        try
        {
            var outcome = await ConversationRun.GoOnAsync(
                definition, key, state, arrived, SaveAsync, services, time, cancellationToken).ConfigureAwait(false);
            switch (outcome)
            {
                case ConversationOutcome.Ended:
                    await EndAsync(key, state, state.LastUpdate, cancellationToken).ConfigureAwait(false);
                    break;
                case ConversationOutcome.TimedOut:
                    await EndAsync(key, state, state.LastUpdate, cancellationToken).ConfigureAwait(false);
                    await TellAsync(key, options.TimeoutText ?? texts.Localize(state.Language, "conversations.timeout"), cancellationToken).ConfigureAwait(false);
                    break;
                case ConversationOutcome.Changed:
                    return await EndChangedAsync(key, active, state, options, arrived, services, cancellationToken).ConfigureAwait(false);
                default:
                    Remember(active, state, options);
                    break;
            }

            return outcome;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StorageUnavailableException or IOException))
        {
            // The code has failed. There is no way on from there, and no way back to before the steps that were taken.
            await EndAsync(key, state, state.LastUpdate, cancellationToken).ConfigureAwait(false);
            throw;
        }

        Task SaveAsync() => store.SaveAsync(key, state, options.ForgetAfter, cancellationToken);
    }

    private void Remember(ActiveConversation active, ConversationState state, ConversationOptions options)
    {
        DateTimeOffset?[] times = [state.Wait?.Deadline, state.Wait?.RepeatAt, time.GetUtcNow() + options.ForgetAfter];
        active.DueAt = times.Min()!.Value;
        DueChanged?.Invoke();
    }

    private async Task<ConversationOutcome> EndChangedAsync(
        ConversationKey key,
        ActiveConversation active,
        ConversationState state,
        ConversationOptions options,
        ConversationEvent? arrived,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        if (arrived is ConversationEvent.TimeIsUp)
        {
            // The user is told when they write: not all of them at each release, nor before the release is taken back.
            active.DueAt = DateTimeOffset.MaxValue;
            return ConversationOutcome.NotMeant;
        }

        LogChanged(logger, state.Name, state.Version);
        await EndAsync(key, state, state.LastUpdate, cancellationToken).ConfigureAwait(false);
        await (options.OnChanged is { } changed
            ? changed(services, key.ChatId, key.UserId)
            : TellAsync(key, options.ChangedText ?? texts.Localize(state.Language, "conversations.changed"), cancellationToken)).ConfigureAwait(false);
        return ConversationOutcome.Changed;
    }

    private async Task EndAsync(ConversationKey key, ConversationState state, int lastUpdate, CancellationToken cancellationToken)
    {
        await store.EndAsync(key, state, lastUpdate, cancellationToken).ConfigureAwait(false);
        _active.TryRemove(key, out var _);
    }

    private Task TellAsync(ConversationKey key, string text, CancellationToken cancellationToken)
        => text.Length == 0 ? Task.CompletedTask : bot.SendMessage(key.ChatId, text, cancellationToken: cancellationToken);

    private static async Task<Release> LockAsync(ActiveConversation active, CancellationToken cancellationToken)
    {
        await active.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Release(active.Gate);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation '{Name}' (version '{Version}') that was under way is ended: its code has changed.")]
    private static partial void LogChanged(ILogger logger, string name, string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "A conversation whose time was over has failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private readonly struct Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
