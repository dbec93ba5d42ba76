using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Hosts;
using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Components.Validating;

/// <summary>Finds before a deployment what would break after it, without reaching a host.</summary>
public interface IValidate : IHazDeployment
{
    /// <summary>Project whose code <see cref="Validate"/> looks at. Default: the only one that makes a program.</summary>
    AbsolutePath ValidatedProject => RootDirectory / BotProject.Find(RootDirectory, given: null);

    /// <summary>What to look at, such as <c>Code</c>, or several with spaces between them. Default: everything.</summary>
    [Parameter("What to validate: Sdk, Dependencies, Files, Configuration, Code, Security, Secrets, Telegram; default everything")]
    CheckCategory[]? ValidateCheck => TryGetValue(() => ValidateCheck);

    /// <summary>Counts warnings as problems. Default: no.</summary>
    [Parameter("Have warnings fail Validate as well")]
    bool StrictChecks => TryGetValue<bool?>(() => StrictChecks) ?? false;

    /// <summary>File that gets the findings as SARIF 2.1.0, for code hosts and editors. Default: none.</summary>
    [Parameter("File for the findings of Validate as SARIF 2.1.0, for code hosts and editors")]
    AbsolutePath? Sarif => TryGetValue(() => Sarif);

    /// <summary>
    /// Looks at the repository, the bot's code, deploy.yaml and the tokens. Exit code 2 when the first problem is one of
    /// configuration or secrets, 1 for another, 0 for none; warnings count with <see cref="StrictChecks"/>.
    /// </summary>
    Target Validate => _ => _
        .Description("Find before a deployment what would break after it: code, configuration, secrets, tokens")
        .Executes(() => ValidateTarget.RunAsync(this));
}
