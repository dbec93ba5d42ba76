using System.Text;
using TelegramBotStack.Arguments;

namespace TelegramBotStack.Callbacks;

/// <summary>Several values in the data of one button, divided by colons; a colon in a value is written <c>\:</c>.</summary>
internal static class CallbackPayload
{
    public static string Join(params ReadOnlySpan<string> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : ":").Append(values[i].Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    public static IReadOnlyList<string> Split(string payload)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        for (var i = 0; i < payload.Length; i++)
        {
            switch (payload[i])
            {
                case '\\' when i + 1 < payload.Length:
                    value.Append(payload[++i]);
                    break;
                case ':':
                    values.Add(value.ToString());
                    value.Clear();
                    break;
                default:
                    value.Append(payload[i]);
                    break;
            }
        }

        values.Add(value.ToString());
        return values;
    }

    public static string Format<T>(T value) => value is null ? "" : ValueText.Of(typeof(T)).Format(value);

    /// <summary>False when the text is no such value, as in a button that an older release made.</summary>
    public static bool TryParse<T>(string text, out T value)
    {
        if (text.Length == 0 && default(T) is null && typeof(T) != typeof(string))
        {
            value = default!;
            return true;
        }

        var parsed = ValueText.Of(typeof(T)).Parse(text);
        value = parsed is T known ? known : default!;
        return parsed is not null;
    }
}
