using TelegramBotStack.Simulator.BotApi;

namespace TelegramBotStack.Simulator.Webhooks;

/// <summary>A webhook's answer may be a Bot API call, with its name as <c>method</c>. Nobody is told how it ended.</summary>
internal static class WebhookReply
{
    public static async Task RunAsync(SimulatedBot bot, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            var arguments = body.Length == 0 ? new ApiArguments() : await ApiArguments.ReadJsonAsync(body, cancellationToken).ConfigureAwait(false);
            if (ApiMethods.Find(arguments["method"]) is { } method && IsAllowed(method.Name))
            {
                await method.Run(new ApiRequest(bot, arguments, () => false, cancellationToken)).ConfigureAwait(false);
            }
        }
        catch (ApiException)
        {
            // The server ignores the answer to such a call.
            return;
        }
    }

    private static bool IsAllowed(string method)
        => !method.StartsWith("get", StringComparison.Ordinal) && method is not ("setWebhook" or "deleteWebhook" or "close" or "logOut");
}
