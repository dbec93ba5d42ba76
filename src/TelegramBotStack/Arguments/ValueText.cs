using System.Globalization;

namespace TelegramBotStack.Arguments;

/// <summary>A value as a text that people can type and buttons can carry, in one culture for all.</summary>
internal static class ValueText
{
    private static readonly Dictionary<Type, ValueKind> Kinds = new ValueKind[]
    {
        new ValueKind<string>("values.text", text => text, value => value),
        new ValueKind<bool>("values.yes_or_no", ParseBoolean, value => value ? "yes" : "no"),
        new ValueKind<int>("values.whole_number", text => int.TryParse(text, Whole, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<long>("values.whole_number", text => long.TryParse(text, Whole, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<double>(
            "values.number",
            text => double.TryParse(text, Decimal, Culture, out var value) && double.IsFinite(value) ? value : null,
            value => value.ToString("R", Culture)),
        new ValueKind<decimal>("values.number", text => decimal.TryParse(text, Decimal, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<Guid>("values.id", text => Guid.TryParse(text, out var value) ? value : null, value => value.ToString("N")),
        new ValueKind<TimeSpan>("values.duration", Duration.Parse, Duration.Format),
        new ValueKind<DateOnly>(
            "values.date",
            text => DateOnly.TryParseExact(text, "yyyy-M-d", Culture, DateTimeStyles.None, out var value) ? value : null,
            value => value.ToString("yyyy-MM-dd", Culture)),
        new ValueKind<DateTime>(
            "values.date_and_time",
            text => DateTime.TryParseExact(text, ["yyyy-M-d H:mm", "yyyy-M-dTH:mm"], Culture, DateTimeStyles.None, out var value) ? value : null,
            value => value.ToString("yyyy-MM-dd'T'HH:mm", Culture)),
        new ValueKind<TimeOnly>(
            "values.time",
            text => TimeOnly.TryParseExact(text, ["H:mm", "H:mm:ss"], Culture, DateTimeStyles.None, out var value) ? value : null,
            value => value.ToString("HH:mm:ss", Culture)),
    }.ToDictionary(kind => kind.Type);

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static NumberStyles Whole => NumberStyles.AllowLeadingSign;

    private static NumberStyles Decimal => NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>How values of a type are written; one whose type may be null may be left out.</summary>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public static ValueKind Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (Kinds.TryGetValue(value, out var kind))
        {
            return kind;
        }

        return value.IsEnum
            ? new EnumKind(value)
            : throw new NotSupportedException(
                $"{type.Name} has no text form. Those that have: {string.Join(", ", Kinds.Keys.Select(known => known.Name))}, and enums.");
    }

    private static object? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" or "1" or "y" or "да" or "д" => true,
        "no" or "false" or "off" or "0" or "n" or "нет" or "н" => false,
        _ => null,
    };
}
