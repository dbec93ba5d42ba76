using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace TelegramBotStack.Development;

/// <summary>
/// Methods that say what the bot is made of: they call the builder, the application or its handlers, and run once, at the
/// start. Their code is compared as text, with names in the place of tokens, which are new with every change.
/// </summary>
[RequiresUnreferencedCode("Reads the code of the bot's own methods; only where it is changed while it runs, which is never a trimmed program.")]
internal static class RegistrationCode
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] Described = [typeof(BotApplication), typeof(BotApplicationBuilder), typeof(BotHandlers), typeof(HandlerOptions)];

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>The code of each such method of these types, by the method's name.</summary>
    public static Dictionary<string, string> Of(IEnumerable<Type> types)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
            {
                if (Read(method) is { } code)
                {
                    found[$"{type.FullName}.{method}"] = code;
                }
            }
        }

        return found;
    }

    private static string? Read(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            return null;
        }

        var text = new StringBuilder();
        // What a static field begins with is not read again either; only the compiler's own are no matter of the bot.
        var describes = method is ConstructorInfo { IsStatic: true } && !method.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        for (var at = 0; at < code.Length;)
        {
            var operation = OpCodesByValue[code[at] == 0xFE ? 0xFE00 | code[++at] : code[at]];
            at++;
            var length = OperandLength(operation.OperandType, code, at);
            text.Append(operation.Name).Append(' ');
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = Resolve(method, BitConverter.ToInt32(code, at));
                describes |= member is MethodBase called && Describes(called);
                text.Append(member?.DeclaringType).Append("::").Append(member);
            }
            else if (operation.OperandType == OperandType.InlineString)
            {
                text.Append(method.Module.ResolveString(BitConverter.ToInt32(code, at)));
            }
            else if (operation.OperandType != OperandType.InlineSig)
            {
                text.Append(Convert.ToHexString(code, at, length));
            }

            text.Append('\n');
            at += length;
        }

        return describes ? text.ToString() : null;
    }

    private static bool Describes(MethodBase called) =>
        Described.Contains(called.DeclaringType)
        || (called.IsStatic && called.GetParameters() is [var first, ..] && Described.Contains(first.ParameterType));

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
            return method.Module.ResolveMember(token, ofType, method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null; // Of a kind that reflection has no name for.
        }
    }

    private static int OperandLength(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
