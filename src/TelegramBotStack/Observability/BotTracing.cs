using System.Diagnostics;

namespace TelegramBotStack.Observability;

/// <summary>The spans of docs/observability.md: an update, and the calls of the Bot API that are made for it.</summary>
internal static class BotTracing
{
    public static readonly ActivitySource Source = new(BotMeter.Name);
}
