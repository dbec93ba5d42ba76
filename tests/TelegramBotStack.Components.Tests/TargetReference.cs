using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nuke.Common;

namespace TelegramBotStack.Components.Tests;

/// <summary>The text of docs/targets.md, from the components and what is written about them in the code.</summary>
internal static partial class TargetReference
{
    private const string Head = """
        # Targets

        Every target of a bot's build with the parameters it takes; `./build.sh --help` has the same in short. This page is
        made from the code, and a test compares the two.

        A parameter is typed after the target, `./build.sh DeployUp --dry-run`; [build engine](build-engine.md) says where else it
        can come from. A secret is never a parameter.


        """;

    private static readonly XElement Comments = XElement.Load(Path.ChangeExtension(typeof(ITelegramBot).Assembly.Location, ".xml"));

    public static string Text()
    {
        var text = new StringBuilder(Head);
        foreach (var component in typeof(ITelegramBot).GetInterfaces().Where(component => Targets(component).Any()).OrderBy(Place))
        {
            text.Append($"## {string.Join(", ", Targets(component).Select(target => target.Name))}\n\n{Comment("T", component)}\n\n");
            foreach (var target in Targets(component))
            {
                text.Append($"- **{target.Name}**: {Comment("P", target)}\n");
            }

            Parameters(text, component);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Parameters(StringBuilder text, Type component)
    {
        var parameters = new[] { component }.Concat(component.GetInterfaces())
            .SelectMany(part => part.GetProperties())
            .Where(property => property.IsDefined(typeof(ParameterAttribute)))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .ToList();
        if (parameters.Count == 0)
        {
            return;
        }

        text.Append("\n| parameter | meaning |\n|---|---|\n");
        foreach (var parameter in parameters)
        {
            text.Append($"| `{Typed(parameter.Name)}` | {parameter.GetCustomAttribute<ParameterAttribute>()!.Description} |\n");
        }

        text.Append('\n');
    }

    // In the order in which ITelegramBot names them, which is that of --help.
    private static int Place(Type component) => Array.IndexOf(typeof(ITelegramBot).GetInterfaces(), component);

    private static IEnumerable<PropertyInfo> Targets(Type component) =>
        component.GetProperties().Where(property => property.PropertyType == typeof(Target)).OrderBy(property => property.MetadataToken);

    private static string Comment(string kind, MemberInfo member)
    {
        var name = member is PropertyInfo property ? $"{property.DeclaringType!.FullName}.{property.Name}" : ((Type)member).FullName;
        var summary = Comments.Descendants("member").Single(comment => comment.Attribute("name")!.Value == $"{kind}:{name}").Element("summary")!;
        return Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();
    }

    private static string Plain(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } reference => $"`{Typed(reference.Value.Split('.')[^1])}`",
        XElement element => $"`{element.Value}`",
        _ => ((XText)node).Value,
    };

    private static string Typed(string name) =>
        StackBuild.Parameters.Contains(StackBuild.Plain(name)) ? $"--{Kebab().Replace(name, "-").ToLowerInvariant()}" : name;

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
