using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Components.Diagnosing;

/// <summary>Finds out what is wrong, from the SDK to Telegram.</summary>
public interface IDoctor : IHazDeployment
{
    /// <summary>What to look at, such as <c>Host</c>, or several with spaces between them. Default: everything.</summary>
    [Parameter("What to look at: Sdk, Dependencies, Files, Configuration, Security, Secrets, Ssh, Host, Bot, Telegram; default everything")]
    CheckCategory[]? DoctorCheck => TryGetValue(() => DoctorCheck);

    /// <summary>Mends what can be mended without risk, and looks again. Default: no, and nothing is changed anywhere.</summary>
    [Parameter("Mend what can be mended without risk, and look again")]
    bool Fix => TryGetValue<bool?>(() => Fix) ?? false;

    /// <summary>
    /// Looks at this machine, the repository, the host, the bot and Telegram, and names what to mend first. Exit code 1 when
    /// there is a problem; warnings do not count.
    /// </summary>
    Target Doctor => _ => _
        .Description("Find out what is wrong, from the SDK to Telegram, and what to mend first")
        .Executes(() => DoctorTarget.RunAsync(this));
}
