namespace TelegramBotStack.Deployment.Configuration;

/// <summary>A message that a test account sends to a release before it is kept. The account is another bot of the owner's.</summary>
/// <param name="Send">What is sent, such as <c>/start</c>; 1 to 4,096 characters.</param>
/// <param name="Token">Name of the secret with the test account's token. It stays on the deploying machine.</param>
/// <param name="Expect">What the answer must contain; null for any answer.</param>
public sealed record TestMessageSettings(string Send, string Token, string? Expect = null)
{
    /// <summary>How long the bot may take to answer. Default: 15 s.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(15);
}
