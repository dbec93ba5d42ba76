using System.Diagnostics.CodeAnalysis;
using TelegramBotStack.Arguments;

namespace TelegramBotStack;

/// <summary>Values as users type them, such as <c>1h30m</c>: in the form that arguments of commands and answers in conversations have.</summary>
public static class TypedValue
{
    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">What is read; see <see cref="CommandExtensions"/>.</typeparam>
    /// <param name="text">What was typed.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the text is none.</returns>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public static bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ValueText.Of(typeof(T)).Parse(text.Trim()) is T known)
        {
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Writes a value so that <see cref="TryParse{T}"/> reads it.</summary>
    /// <typeparam name="T">What is written; see <see cref="CommandExtensions"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public static string Format<T>(T value)
        where T : notnull => ValueText.Of(typeof(T)).Format(value);
}
