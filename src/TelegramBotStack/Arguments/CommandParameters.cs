using System.Reflection;

namespace TelegramBotStack.Arguments;

/// <summary>What a command expects after its name, and how it is read.</summary>
internal sealed class CommandParameters
{
    private readonly IReadOnlyList<Parameter> _parameters;

    private CommandParameters(IReadOnlyList<Parameter> parameters) => _parameters = parameters;

    /// <exception cref="NotSupportedException">A type has no text form.</exception>
    public static CommandParameters Of(MethodInfo method, IReadOnlyList<Type> types)
    {
        // The first is the context, unless the compiler has put a closure before it.
        var named = method.GetParameters()[^types.Count..];
        return new CommandParameters([.. types.Select((type, index) => new Parameter(
            named[index].Name ?? $"argument{index + 1}",
            ValueText.Of(type),
            Nullable.GetUnderlyingType(type) is not null))]);
    }

    /// <summary>For example <c>Usage: /remind after [text]</c>.</summary>
    public string Usage(UpdateContext context) => context.Localize(
        "arguments.usage",
        ("command", context.Command),
        ("arguments", string.Join(' ', _parameters.Select(parameter => parameter.IsOptional ? $"[{parameter.Name}]" : parameter.Name))));

    /// <summary>Reads the values, or says in the user's language what is wrong with them.</summary>
    public (IReadOnlyList<object?> Values, string? Fault) Read(UpdateContext context)
    {
        var values = new object?[_parameters.Count];
        var rest = context.ArgumentText.AsSpan().Trim();
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = _parameters[i];
            if (rest.IsEmpty)
            {
                if (parameter.IsOptional)
                {
                    continue;
                }

                return (values, context.Localize("arguments.missing", ("name", parameter.Name)));
            }

            var word = i == values.Length - 1 && parameter.Kind.Type == typeof(string) ? Rest(ref rest) : CommandWords.Take(ref rest);
            values[i] = parameter.Kind.Parse(word);
            if (values[i] is null)
            {
                return (values, parameter.Kind.Refuse(word, context.Localize));
            }
        }

        return rest.IsEmpty
            ? (values, null)
            : (values, context.Localize("arguments.too_much", ("given", CommandWords.Shorten(rest.ToString()))));
    }

    private static string Rest(ref ReadOnlySpan<char> rest)
    {
        var all = rest;
        var word = CommandWords.Take(ref rest);
        if (!rest.IsEmpty)
        {
            word = all.ToString();
            rest = [];
        }

        return word;
    }

    private sealed record Parameter(string Name, ValueKind Kind, bool IsOptional);
}
