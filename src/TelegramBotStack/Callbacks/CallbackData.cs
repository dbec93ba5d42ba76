using System.Text;

namespace TelegramBotStack.Callbacks;

/// <summary>
/// The data of a button that has a route: <c>name</c>, <c>name:payload</c>, or, when that is over 64 bytes, <c>name~token</c>
/// with the payload in the storage.
/// </summary>
/// <param name="Name">Of the route.</param>
/// <param name="Payload">What was given to the button; empty when there is none, or when it is in the storage.</param>
/// <param name="Token">Where in the storage the payload is; null when it is here.</param>
internal sealed record CallbackData(string Name, string Payload, string? Token)
{
    // Bot API: InlineKeyboardButton.callback_data
    public const int MaximumBytes = 64;
    private const int MaximumName = 32;

    public static CallbackData Parse(string data)
    {
        var end = data.AsSpan().IndexOfAny(':', '~');
        return end switch
        {
            < 0 => new CallbackData(data, "", null),
            _ when data[end] == ':' => new CallbackData(data[..end], data[(end + 1)..], null),
            _ => new CallbackData(data[..end], "", data[(end + 1)..]),
        };
    }

    public static bool Fits(string data) => Encoding.UTF8.GetByteCount(data) <= MaximumBytes;

    public static string Write(string name, string payload) => payload.Length == 0 ? name : $"{name}:{payload}";

    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= MaximumName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? name
            : throw new ArgumentException($"'{name}' is no name for buttons: 1 to {MaximumName} letters, digits, '_', '-' and '.'.", nameof(name));
    }
}
