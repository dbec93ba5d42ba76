namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class CallbackMethods
{
    public static ApiAnswer AnswerCallbackQuery(ApiRequest request)
    {
        var press = request.Bot.Conversations.CallbackQueries.Find(request.Arguments["callback_query_id"])
            ?? throw ApiException.BadRequest(ApiErrors.QueryTooOld);
        string text = request.Arguments["text"], url = request.Arguments["url"];
        var answer = new CallbackAnswer(
            text.Length == 0 ? null : text,
            request.Arguments.Flag("show_alert"),
            url.Length == 0 ? null : url);
        press.Complete(answer);
        request.Bot.Feed.Answered(press, answer);
        return ApiAnswer.True();
    }
}
