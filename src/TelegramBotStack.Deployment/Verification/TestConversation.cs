using System.Text.Json;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Lets a test account write to the bot and waits for the answer. Bots may write to each other since Bot API 10.0, if both
/// have Bot-to-Bot Communication Mode (https://core.telegram.org/bots/features#bot-to-bot-communication). Only the test
/// account is polled, never the bot: that would be a second consumer.
/// </summary>
/// <param name="server">Where the Bot API is.</param>
/// <param name="botToken">The bot's token: to ask who it is.</param>
/// <param name="testerToken">The test account's token.</param>
/// <param name="message">What is sent and expected.</param>
/// <param name="time">The clock.</param>
internal sealed class TestConversation(string server, string botToken, string testerToken, TestMessageSettings message, TimeProvider time)
{
    private const int ShownLength = 200;
    private const int ShownAnswers = 5;
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(15);

    /// <summary>Finds before anything is changed whether the account can be used at all.</summary>
    /// <exception cref="DeploymentException">It cannot; the message says why.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var account = new TestAccount(server, testerToken, message.Token, time);
        await IntroduceAsync(account, cancellationToken);
    }

    /// <summary>Sends the message and waits.</summary>
    /// <param name="tell">Told what is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How it went, in a few words.</returns>
    /// <exception cref="DeploymentException">The right answer did not come; the message says what did.</exception>
    public async Task<string> RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        using var account = new TestAccount(server, testerToken, message.Token, time);
        var (me, bot) = await IntroduceAsync(account, cancellationToken);
        using var timer = new CancellationTokenSource(AskLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var came = new List<string>();
        try
        {
            await account.SkipOldAsync(me, limit.Token);
            tell($"Sending \"{Shown(message.Send)}\" to @{bot.UserName} as @{me.UserName}; it has {message.Within.TotalSeconds:0.#} s to answer"
                + (message.Expect is null ? "" : $" \"{Shown(message.Expect)}\""));
            timer.CancelAfter(message.Within);
            var began = time.GetTimestamp();
            await account.SendAsync(me, bot, message.Send, limit.Token);
            while (!await IsAnsweredAsync(account, me, bot, message.Within - time.GetElapsedTime(began), came, limit.Token))
            {
            }

            return $"@{bot.UserName} answered @{me.UserName} in {time.GetElapsedTime(began).TotalSeconds:0.0} s";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw account.Trouble is { } trouble && came.Count == 0
                ? TestMessageErrors.NotReached(trouble)
                : TestMessageErrors.NotAnswered(
                    bot.UserName, me.UserName, Shown(message.Send), message.Within, message.Expect, [.. came.TakeLast(ShownAnswers)]);
        }
    }

    private async Task<bool> IsAnsweredAsync(
        TestAccount account, BotIdentity me, BotIdentity bot, TimeSpan left, List<string> came, CancellationToken cancellationToken)
    {
        var wait = left > LongestPoll ? LongestPoll : left < ShortestPoll ? ShortestPoll : left;
        foreach (var text in (await account.UpdatesAsync(me, wait, cancellationToken)).Select(update => TextFrom(bot, update)).OfType<string>())
        {
            if (message.Expect is null || text.Contains(message.Expect, StringComparison.Ordinal))
            {
                return true;
            }

            came.Add(Shown(text));
        }

        return false;
    }

    private async Task<(BotIdentity Me, BotIdentity Bot)> IntroduceAsync(TestAccount account, CancellationToken cancellationToken)
    {
        using var asBot = new TestAccount(server, botToken, SecretValue.Token, time);
        using var timer = new CancellationTokenSource(AskLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var me = await account.WhoAsync(limit.Token);
            var bot = await asBot.WhoAsync(limit.Token);
            return me.Id == bot.Id ? throw TestMessageErrors.SameBot(message.Token) : (me, bot);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TestMessageErrors.NotReached(account.Trouble ?? asBot.Trouble ?? "no answer");
        }
    }

    private static string? TextFrom(BotIdentity bot, JsonElement update)
    {
        if (!update.TryGetProperty("message", out var message) && !update.TryGetProperty("edited_message", out message))
        {
            return null;
        }

        if (!message.TryGetProperty("from", out var from) || from.GetProperty("id").GetInt64() != bot.Id)
        {
            return null;
        }

        return message.TryGetProperty("text", out var text) || message.TryGetProperty("caption", out text) ? text.GetString() : "";
    }

    // On one line of a terminal, whatever is in it.
    private static string Shown(string text) =>
        string.Concat((text.Length > ShownLength ? text[..ShownLength] + "…" : text).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
