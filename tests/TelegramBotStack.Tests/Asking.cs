using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests;

/// <summary>Writing and reading the answer, in one line, with time enough for a busy machine.</summary>
internal static class Asking
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<ChatMessage> ReplyAsync(this SimulatedChat chat) => chat.NextReply(Patience, Cancellation);

    public static async Task<ChatMessage> AskAsync(this SimulatedUser user, string text)
    {
        await user.Send(text);
        return await user.ReplyAsync();
    }

    /// <summary>Presses a button, and returns what the bot says or changes then.</summary>
    public static async Task<ChatMessage> PressAsync(this SimulatedUser user, ChatMessage message, string button)
    {
        var press = await user.Press(message, button);
        (await press.Answer(Patience, Cancellation)).Text.ShouldBeNull();
        return await user.ReplyAsync();
    }
}
