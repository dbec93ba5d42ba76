using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Inbox;
using TelegramBotStack.Observability;

namespace TelegramBotStack.Handlers;

/// <summary>Takes an update through the handlers, in a scope of its own.</summary>
internal sealed partial class UpdatePipeline(
    BotHandlers handlers,
    ITelegramBotClient client,
    User me,
    IStorage storage,
    IServiceScopeFactory scopes,
    ILogger<UpdatePipeline> logger,
    BotMeter? meter = null)
{
    private readonly Func<UpdateContext, Task> _handle = handlers.Compose();

    public async Task<HandlingOutcome> HandleAsync(Update update, bool isRedelivery, CancellationToken abort)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var context = new UpdateContext(update, isRedelivery, client, me, storage, scope.ServiceProvider, abort);
                using var observation = new UpdateObservation(context, meter, TimeProvider.System);
                using var logs = logger.BeginScope(observation);
                HandlingOutcome outcome;
                try
                {
                    await _handle(context).ConfigureAwait(false);
                    outcome = HandlingOutcome.Handled;
                }
                catch (Exception exception)
                {
                    outcome = OutcomeOf(exception, update, abort);
                }

                observation.End(outcome);
                return outcome;
            }
        }
        catch (Exception exception)
        {
            // The end of a service of this update's scope.
            LogFailed(logger, update.Id, update.Type, exception);
            return HandlingOutcome.Failed;
        }
    }

    private HandlingOutcome OutcomeOf(Exception exception, Update update, CancellationToken abort)
    {
        switch (exception)
        {
            case OperationCanceledException when abort.IsCancellationRequested:
                return HandlingOutcome.Aborted;

            case var _ when Unreachable.IsCauseOf(exception):
                LogUnreachable(logger, update.Id, exception.Message);
                return HandlingOutcome.Handled;

            default:
                LogFailed(logger, update.Id, update.Type, exception);
                return HandlingOutcome.Failed;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Update {Id} cannot be answered: {Reason}.")]
    private static partial void LogUnreachable(ILogger logger, int id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The handler of update {Id} ({Type}) failed.")]
    private static partial void LogFailed(ILogger logger, int id, UpdateType type, Exception exception);
}
