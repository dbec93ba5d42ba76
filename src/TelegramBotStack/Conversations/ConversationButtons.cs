using System.Globalization;
using TelegramBotStack.Callbacks;

namespace TelegramBotStack.Conversations;

/// <summary>The buttons under a question: each belongs to one question of one conversation.</summary>
internal static class ConversationButtons
{
    public const string Route = "conversation";

    public static string Write(string step, int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(step)}{index}");

    public static string Prefix(string step) => CallbackData.Write(Route, step) + ":";
}
