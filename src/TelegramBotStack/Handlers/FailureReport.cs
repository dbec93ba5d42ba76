namespace TelegramBotStack.Handlers;

/// <summary>Shows a failed update to the bot's own handler of failures.</summary>
internal static class FailureReport
{
    public static async Task HandleAsync(UpdateContext context, Func<Task> next, Func<UpdateContext, Exception, Task> report)
    {
        try
        {
            await next().ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested && !Unreachable.IsCauseOf(exception))
        {
            await ReportAsync(context, exception, report).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ReportAsync(UpdateContext context, Exception exception, Func<UpdateContext, Exception, Task> report)
    {
        try
        {
            await report(context, exception).ConfigureAwait(false);
        }
        catch (Exception second) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new AggregateException("A handler failed, and so did the handler of failures.", exception, second);
        }
    }
}
