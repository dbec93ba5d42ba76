using System.Globalization;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Arguments;

namespace TelegramBotStack.Conversations;

/// <summary>Answers that are offered as buttons. What is kept of a chosen one is its value, as a text.</summary>
/// <typeparam name="T">What the answers are.</typeparam>
internal sealed class ConversationChoices<T>
{
    private const int MaximumCount = 20;
    private const int LengthOfRow = 24;

    private readonly IReadOnlyList<(string Label, string Value)> _choices;
    private readonly string? _none;

    /// <param name="choices">What is on the buttons, and what it means.</param>
    /// <param name="kind">How a value becomes a text.</param>
    /// <param name="noValue">What is kept of an answer that is null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too many.</exception>
    public ConversationChoices(IReadOnlyList<(string Label, T Value)> choices, ValueKind kind, string noValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices.Count, MaximumCount, nameof(choices));
        _choices = [.. choices.Select(choice => (choice.Label, choice.Value is { } value ? kind.Format(value) : noValue))];
        _none = choices.Any(choice => choice.Value is null) ? noValue : null;
    }

    public bool IsEmpty => _choices.Count == 0;

    public bool IsNone(string text) => _none is not null && text == _none;

    public bool Contains(string text) => _choices.Any(choice => choice.Value == text);

    public InlineKeyboardMarkup Keyboard(string step)
    {
        var buttons = _choices
            .Select((choice, index) => InlineKeyboardButton.WithCallbackData(choice.Label, ConversationButtons.Write(step, index)))
            .ToArray();
        return new InlineKeyboardMarkup(
            _choices.Sum(choice => choice.Label.Length) <= LengthOfRow ? [buttons] : buttons.Select(button => new[] { button }));
    }

    /// <summary>What is kept of an update: the value of the pressed or typed button, else the text; null for what is not meant.</summary>
    public Func<UpdateContext, string?> Accept(string step)
    {
        var prefix = ConversationButtons.Prefix(step);
        return context => context.Update switch
        {
            { CallbackQuery.Data: { } data } => data.StartsWith(prefix, StringComparison.Ordinal) ? Pressed(data[prefix.Length..]) : null,
            { Message: { } message } => Typed(message.Text ?? ""),
            _ => null,
        };
    }

    private string Pressed(string index)
        => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _choices.Count
            ? _choices[number].Value
            : "";

    private string Typed(string text)
        => _choices.FirstOrDefault(choice => choice.Label.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)).Value ?? text;
}
