using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>Asks a bot that echoes.</summary>
internal static class Echo
{
    /// <summary>Sends a text that must come back once.</summary>
    public static async Task ShouldGetAnEcho(this SimulatedUser user, string text)
    {
        await user.Send(text);
        (await user.NextReply(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken)).Text.ShouldBe(text);
        await user.ExpectNoReply(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
    }
}
