using Nuke.Common.Execution;
using Nuke.Common.Parameters;
using Nuke.Common.Reporting;

namespace Nuke.Common.Help;

/// <summary>What <c>--help</c> shows: targets with their direct dependencies, then parameters.</summary>
internal static class HelpText
{
    private const int NameWidth = 20;
    private const int DescriptionWidth = 57;

    public static void Write(ConsoleOutput console, IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ParameterMember> parameters)
    {
        console.WriteLine("Targets (with their direct dependencies):", OutputStyles.Header);
        console.WriteLine();
        var listed = targets.Where(target => target.Listed).ToList();
        var width = listed.Select(target => target.Name.Length).Append(NameWidth).Max();
        foreach (var target in listed)
        {
            var dependencies = string.Join(", ", target.ExecutionDependencies.Select(dependency => dependency.Name));
            console.WriteLine($"  {Title(target).PadRight(width)}{(dependencies.Length > 0 ? " -> " + dependencies : "")}".TrimEnd());
            if (target.Description is { } description)
                console.WriteLine($"    {description}", OutputStyles.Faint);
        }

        console.WriteLine();
        console.WriteLine("Parameters:", OutputStyles.Header);
        console.WriteLine();
        WriteParameters(console, parameters.Where(parameter => parameter.Listed).Select(parameter => (parameter.Name, parameter.Description)).ToList());
        var defaults = string.Join(", ", targets.Where(target => target.IsDefault).Select(target => target.Name).DefaultIfEmpty("<none>"));
        WriteParameters(console, EngineParameters.All.Where(parameter => parameter.Listed)
            .Select(parameter => (parameter.Name, (string?)parameter.Description.Replace("{default_target}", defaults, StringComparison.Ordinal))).ToList());
    }

    private static string Title(ExecutableTarget target) => target.Name + (target.IsDefault ? " (default)" : "");

    private static void WriteParameters(ConsoleOutput console, List<(string Name, string? Description)> parameters)
    {
        if (parameters.Count == 0)
            return;
        var options = parameters.Select(parameter => (Option: "--" + ParameterName.ToKebabCase(parameter.Name), parameter.Description)).ToList();
        var width = options.Select(option => option.Option.Length).Append(NameWidth).Max();
        foreach (var (option, description) in options)
        {
            var indent = new string(' ', width + 3);
            var lines = Wrap(description is null ? "<no description>" : description.TrimEnd('.') + ".");
            console.WriteLine($"  {option.PadRight(width)} {string.Join("\n" + indent, lines)}");
        }

        console.WriteLine();
    }

    private static List<string> Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > DescriptionWidth)
                lines.Add(word);
            else
                lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }
}
