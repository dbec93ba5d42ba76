namespace TelegramBotStack.Deployment.Alerts;

/// <summary>What the owner of a bot is told. A webhook gets it as JSON with these names in camel case.</summary>
/// <param name="Text">The whole message, for a person.</param>
/// <param name="Bot">The bot it is about.</param>
/// <param name="Host">Its host.</param>
/// <param name="State">A word for programs, such as <c>test</c>.</param>
/// <param name="Time">When.</param>
internal sealed record Alert(string Text, string Bot, string Host, string State, DateTimeOffset Time);

/// <summary>What became of an alert at one place.</summary>
/// <param name="Place">The place, such as <c>chat 123456789</c>; never an address.</param>
/// <param name="Problem">Why it did not arrive; null when it did.</param>
public sealed record AlertDelivery(string Place, string? Problem);
