using TelegramBotStack.Deployment.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>
/// Refuses what a configuration never needs and a reader could be brought down by: several documents, aliases (which
/// may refer to themselves), and deep nesting.
/// </summary>
internal static class YamlShape
{
    private const int DeepestNesting = 16;

    public static void Check(string file, string text)
    {
        var depth = 0;
        var documents = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            var found = parser.Current!;
            depth += found.NestingIncrease;
            documents += found is DocumentStart ? 1 : 0;
            var problem = found switch
            {
                AnchorAlias => "has an alias; write the value out",
                _ when depth > DeepestNesting => "is nested too deeply",
                _ when documents > 1 => "has more than one document",
                _ => null,
            };
            if (problem is not null)
            {
                throw ConfigurationErrors.Wrong([$"{file}:{found.Start.Line}: {problem}"]);
            }
        }
    }
}
