using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Begins a new bot.</summary>
public interface IScaffold : IHazJson, IHazBotName
{
    /// <summary>The template to begin with; <see cref="Templates"/> lists them. Default: <c>echo</c>.</summary>
    [Parameter("Template of the new bot; the target Templates lists them. Default: echo")]
    string? BotTemplate => TryGetValue(() => BotTemplate);

    /// <summary>Where the new bot keeps its data. Default: what its template says, mostly JSON files.</summary>
    [Parameter("Where the new bot keeps its data: json, memory, sqlite, postgres or redis. Default: the template's, mostly json")]
    BotStorage? BotStorage => TryGetValue<BotStorage?>(() => BotStorage);

    /// <summary>Whose workflow files the new bot gets. Default: GitHub's, or GitLab's when a remote of the directory says so.</summary>
    [Parameter("Workflow files of the new bot: github, gitlab or none. Default: what its remote says, else github")]
    BotCi? BotCi => TryGetValue<BotCi?>(() => BotCi);

    /// <summary>Which editors the new bot is set up for: targets in the run menu, debugging. Default: all.</summary>
    [Parameter("Editors the new bot is set up for: all, vscode, rider, visualstudio or none. Default: all")]
    BotIde? BotIde => TryGetValue<BotIde?>(() => BotIde);

    /// <summary>Whether the new bot gets a container to develop it in, for VS Code, Rider and Codespaces. Default: no.</summary>
    [Parameter("Write a container to develop the new bot in as well")]
    bool BotDevContainer => TryGetValue<bool?>(() => BotDevContainer) ?? false;

    /// <summary>Leaves the tests out.</summary>
    [Parameter("Leave the tests of the new bot out")]
    bool NoTests => TryGetValue<bool?>(() => NoTests) ?? false;

    /// <summary>Makes no repository of git and no first commit.</summary>
    [Parameter("Make no git repository and no first commit for the new bot")]
    bool NoGit => TryGetValue<bool?>(() => NoGit) ?? false;

    /// <summary>The directory that becomes the new bot's repository. Default: one with its name in the current directory.</summary>
    [Parameter("Directory of the new bot. Default: its name, in the current directory")]
    AbsolutePath? BotOutput => TryGetValue(() => BotOutput);

    /// <summary>A directory with packages of the stack, to restore from in addition to the machine's package sources.</summary>
    [Parameter("Directory with packages of TelegramBotStack, as a package source in addition")]
    AbsolutePath? BotFeed => TryGetValue(() => BotFeed);

    /// <summary>Whether <see cref="Scaffold"/> may write into a directory with files and replace those of the same names.</summary>
    [Parameter("Let Scaffold overwrite files")]
    bool Force => TryGetValue<bool?>(() => Force) ?? false;

    /// <summary>
    /// Writes the repository of a new bot: code, tests, build, deployment. At a terminal it asks for what it is not told when
    /// the bot's name is not given.
    /// </summary>
    Target Scaffold => _ => _
        .Description("Write the repository of a new bot; without a name it asks")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => ScaffoldTarget.RunAsync(
            new ScaffoldRequest
            {
                Name = BotName,
                Template = BotTemplate,
                Storage = BotStorage,
                Ci = BotCi,
                Ide = BotIde,
                DevContainer = BotDevContainer,
                Tests = !NoTests,
                Output = BotOutput?.ToString(),
                Feed = BotFeed?.ToString(),
                RunningSchema = RootDirectory / BotBuildSchema.FileName,
                Force = Force,
            },
            commits: !NoGit,
            screen,
            cancellationToken)));

    /// <summary>Lists the templates.</summary>
    Target Templates => _ => _
        .Description("List the templates for new bots")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, _) => Task.FromResult<object?>(TemplateList.Show(screen))));
}
