using TelegramBotStack.Simulator.Updates;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class UpdateMethods
{
    public static async ValueTask<ApiAnswer> GetUpdates(ApiRequest request)
    {
        var bot = request.Bot;
        Poll poll;
        lock (bot.Gate)
        {
            poll = Start(request);
        }

        try
        {
            var answer = await poll.Answer.WaitAsync(request.Aborted).ConfigureAwait(false);
            return answer.Error is null ? ApiAnswer.Updates(answer.Updates) : ApiAnswer.Failed(answer.Error);
        }
        catch (OperationCanceledException)
        {
            lock (bot.Gate)
            {
                bot.Polling.ClientGone(poll);
            }

            throw;
        }
    }

    private static Poll Start(ApiRequest request)
    {
        var bot = request.Bot;
        if (bot.Webhook is not null)
        {
            return bot.Polling.Refuse(ApiErrors.WebhookIsActive, request.IsClientGone);
        }

        bot.Allow(request.Arguments["allowed_updates"]);
        return bot.Polling.Start(
            request.Arguments.Integer("offset"),
            request.Arguments.Integer("limit", 100),
            request.Arguments.Integer("timeout"),
            request.IsClientGone);
    }
}
