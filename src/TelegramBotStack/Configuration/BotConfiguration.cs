using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.Configuration;

/// <summary>Adds to the Generic Host's sources what a bot needs besides them.</summary>
internal static class BotConfiguration
{
    private const string DefaultSecrets = "/run/secrets";

    public static void AddSources(ConfigurationManager configuration, string[] arguments)
    {
        if (Assembly.GetEntryAssembly() is { } program)
        {
            // The host reads user secrets in its Development environment only; a bot run with `dotnet run` has none.
            var secrets = new ConfigurationBuilder().AddUserSecrets(program, optional: true).Sources;
            for (var index = 0; index < secrets.Count; index++)
            {
                configuration.Sources.Insert(index, secrets[index]);
            }
        }

        var directory = configuration[SettingNames.Secrets] ?? DefaultSecrets;
        configuration.AddKeyPerFile(Path.GetFullPath(directory), optional: true);
        configuration.AddCommandLine(arguments);
    }
}
