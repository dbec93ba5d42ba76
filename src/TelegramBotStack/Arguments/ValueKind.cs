namespace TelegramBotStack.Arguments;

/// <summary>How the values of one type are written and read.</summary>
/// <param name="Type">The type, not a nullable one.</param>
/// <param name="Description">What a user may type, as it is put after "is not".</param>
internal abstract record ValueKind(Type Type, string Description)
{
    /// <summary>The value, or null when the text is none.</summary>
    public abstract object? Parse(string text);

    public abstract string Format(object value);
}

internal sealed record ValueKind<T> : ValueKind
{
    private readonly Func<string, object?> _parse;
    private readonly Func<T, string> _format;

    public ValueKind(string description, Func<string, object?> parse, Func<T, string> format)
        : base(typeof(T), description)
    {
        _parse = parse;
        _format = format;
    }

    public override object? Parse(string text) => _parse(text);

    public override string Format(object value) => _format((T)value);
}

/// <summary>The names of an enum, in any case; never its numbers.</summary>
internal sealed record EnumKind(Type Enumeration)
    : ValueKind(Enumeration, "one of " + string.Join(", ", Enum.GetNames(Enumeration).Select(name => name.ToLowerInvariant())))
{
    public override object? Parse(string text)
        => Enum.GetNames(Enumeration).Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse(Enumeration, text, ignoreCase: true)
            : null;

    public override string Format(object value) => value.ToString()!;
}
