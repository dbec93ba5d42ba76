namespace TelegramBotStack.Configuration;

/// <summary>Reads a setting without building the configuration: for what must start fast and stay small.</summary>
internal static class EarlySettings
{
    /// <summary>The value on the command line, else in the environment; null when it is in neither.</summary>
    public static string? Read(IReadOnlyList<string> arguments, string name)
    {
        // The last one wins, as in the configuration of the running bot; both "--NAME=value" and "--NAME value" are read.
        for (var index = arguments.Count - 1; index >= 0; index--)
        {
            if (arguments[index].StartsWith($"--{name}=", StringComparison.OrdinalIgnoreCase))
            {
                return arguments[index][(name.Length + 3)..];
            }

            if (arguments[index].Equals($"--{name}", StringComparison.OrdinalIgnoreCase) && index + 1 < arguments.Count)
            {
                return arguments[index + 1];
            }
        }

        return Environment.GetEnvironmentVariable(name);
    }
}
