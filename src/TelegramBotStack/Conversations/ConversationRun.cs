using System.Runtime.ExceptionServices;

namespace TelegramBotStack.Conversations;

/// <summary>How a run of a conversation's code has ended.</summary>
internal enum ConversationOutcome
{
    /// <summary>It waits for the user.</summary>
    Waiting,

    /// <summary>It waits, and what has happened is not what it waits for.</summary>
    NotMeant,

    /// <summary>The code has come to its end.</summary>
    Ended,

    /// <summary>The user has not answered, and the code does not handle that.</summary>
    TimedOut,

    /// <summary>It is not the code that wrote the log.</summary>
    Changed,
}

/// <summary>Runs the code of a conversation as far as it goes now.</summary>
internal static class ConversationRun
{
    public static async Task<ConversationOutcome> GoOnAsync(
        ConversationDefinition definition,
        ConversationKey key,
        ConversationState state,
        ConversationEvent? arrived,
        Func<Task> saveAsync,
        IServiceProvider services,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var replay = new ConversationReplay(state, arrived, definition.Options.MaximumSteps, saveAsync, time);
        var conversation = new Conversation(key, state, replay, definition.Options, services, cancellationToken);
        var code = RunAsync(definition.Code, conversation);
        await Task.WhenAny(code, replay.Stopped).ConfigureAwait(false);
        if (replay.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (replay.HasDiverged || (code.IsCompletedSuccessfully && !replay.IsAtEnd))
        {
            return ConversationOutcome.Changed;
        }

        if (!code.IsCompleted)
        {
            await replay.SaveChangesAsync().ConfigureAwait(false);
            return replay.IsEventTaken ? ConversationOutcome.Waiting : ConversationOutcome.NotMeant;
        }

        try
        {
            await code.ConfigureAwait(false);
            return ConversationOutcome.Ended;
        }
        catch (ConversationTimeoutException)
        {
            return ConversationOutcome.TimedOut;
        }
    }

    private static async Task RunAsync(Func<Conversation, Task> code, Conversation conversation)
        => await code(conversation).ConfigureAwait(false);
}
