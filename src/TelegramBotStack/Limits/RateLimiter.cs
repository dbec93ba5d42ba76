using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Arguments;

namespace TelegramBotStack.Limits;

/// <summary>The step that lets through what is within a limit.</summary>
internal sealed partial class RateLimiter(RateLimit limit)
{
    // Made with the first update: handlers are described before there are services.
    private CallCounter? _counter;

    public Task HandleAsync(UpdateContext context, Func<Task> next)
    {
        if (limit.ExemptAdmins && context.Services.GetService<IRateLimitExemption>() is { } exemption)
        {
            return HandleAsync(context, next, exemption);
        }

        var verdict = Count(context);
        return verdict.IsAllowed ? next() : RefuseAsync(context, verdict);
    }

    private async Task HandleAsync(UpdateContext context, Func<Task> next, IRateLimitExemption exemption)
    {
        var verdict = await IsExemptAsync(context, exemption).ConfigureAwait(false) ? CallVerdict.Allowed : Count(context);
        await (verdict.IsAllowed ? next() : RefuseAsync(context, verdict)).ConfigureAwait(false);
    }

    private CallVerdict Count(UpdateContext context)
    {
        long? key = limit.Scope switch
        {
            RateLimitScope.User => context.User?.Id ?? context.Chat?.Id,
            RateLimitScope.Chat => context.Chat?.Id ?? context.User?.Id,
            _ => 0,
        };
        return key is { } known ? CounterOf(context).Count(known) : CallVerdict.Allowed;
    }

    private CallCounter CounterOf(UpdateContext context)
        => LazyInitializer.EnsureInitialized(ref _counter, () => new CallCounter(limit, context.Services.GetRequiredService<TimeProvider>()));

    private static async ValueTask<bool> IsExemptAsync(UpdateContext context, IRateLimitExemption exemption)
    {
        try
        {
            return await exemption.IsExemptAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            // A limit that cannot be decided must not keep the bot from answering.
            LogNotDecided(context.Services.GetRequiredService<ILogger<RateLimiter>>(), exception);
            return true;
        }
    }

    private Task RefuseAsync(UpdateContext context, CallVerdict verdict)
    {
        var wait = WaitText.Of(context, verdict.Wait);
        var text = limit.Message switch
        {
            null => context.Localize("limits.exceeded", ("wait", wait)),
            "" => null,
            var own => own.Replace("{0}", wait, StringComparison.Ordinal),
        };
        if (context.Update.CallbackQuery is not null)
        {
            return context.AnswerAsync(text, alert: text is not null);
        }

        // Told once: an answer to each message of a flood would be a flood of the bot's own.
        return text is not null && verdict.IsFirstRefusal && context.Chat is not null ? context.ReplyAsync(text) : Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether a user is exempt from a limit could not be found out; the call is let through.")]
    private static partial void LogNotDecided(ILogger logger, Exception exception);
}
