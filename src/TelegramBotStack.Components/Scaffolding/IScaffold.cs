using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Begins a new bot.</summary>
public interface IScaffold : IHazJson, IHazBotName
{
    /// <summary>The template to begin with; <see cref="Templates"/> lists them. Default: <c>echo</c>.</summary>
    [Parameter("Template of the new bot; the target Templates lists them. Default: echo")]
    string BotTemplate => TryGetValue(() => BotTemplate) ?? "echo";

    /// <summary>Where the new bot keeps its data. Default: what its template says, mostly JSON files.</summary>
    [Parameter("Where the new bot keeps its data: json, memory, sqlite, postgres or redis. Default: the template's, mostly json")]
    BotStorage? BotStorage => TryGetValue<BotStorage?>(() => BotStorage);

    /// <summary>Whose workflow files the new bot gets. Default: GitHub's, or GitLab's when a remote of the directory says so.</summary>
    [Parameter("Workflow files of the new bot: github, gitlab or none. Default: what its remote says, else github")]
    BotCi? BotCi => TryGetValue<BotCi?>(() => BotCi);

    /// <summary>The directory that becomes the new bot's repository. Default: one with its name in the current directory.</summary>
    [Parameter("Directory of the new bot. Default: its name, in the current directory")]
    AbsolutePath? BotOutput => TryGetValue(() => BotOutput);

    /// <summary>A directory with packages of the stack, to restore from in addition to the machine's package sources.</summary>
    [Parameter("Directory with packages of TelegramBotStack, as a package source in addition")]
    AbsolutePath? BotFeed => TryGetValue(() => BotFeed);

    /// <summary>Whether <see cref="Scaffold"/> may write into a directory with files and replace those of the same names.</summary>
    [Parameter("Let Scaffold overwrite files")]
    bool Force => TryGetValue<bool?>(() => Force) ?? false;

    /// <summary>Writes the repository of a new bot: code, tests, build, deployment.</summary>
    Target Scaffold => _ => _
        .Description("Write the repository of a new bot")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, _) =>
        {
            var report = Scaffolder.Write(new ScaffoldRequest
            {
                Name = BotName,
                Template = BotTemplate,
                Storage = BotStorage,
                Ci = BotCi,
                Output = BotOutput?.ToString() ?? BotName ?? "",
                Feed = BotFeed?.ToString(),
                Force = Force,
            });
            ScaffoldScreen.Show(report, screen);
            return Task.FromResult<object?>(report);
        }));

    /// <summary>Lists the templates.</summary>
    Target Templates => _ => _
        .Description("List the templates for new bots")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, _) => Task.FromResult<object?>(TemplateList.Show(screen))));
}
