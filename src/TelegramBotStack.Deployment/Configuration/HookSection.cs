using TelegramBotStack.Deployment.Hooks;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>hooks</c>: for each moment of a deployment a command, as a list of words.</summary>
internal static class HookSection
{
    public static Dictionary<string, IReadOnlyList<string>> Read(YamlSection section)
    {
        var hooks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in HookRunner.Names)
        {
            if (section.Words(name) is { } command)
            {
                hooks[name] = command;
            }
        }

        return hooks;
    }
}
