package io.github.chimeretention.plan.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An expression of a template")
class ExpressionsTest {
  private static final String TEMPLATE =
      """
      {'Parameters': {'Name': {'Type': 'String', 'Default': 'n'}, 'List': {'Type': 'CommaDelimitedList', 'Default': 'a, b'},
                      'Unset': {'Type': 'String'}, 'Dynamic': {'Type': 'String', 'Default': '{{resolve:ssm:/x}}'}},
       'Mappings': {'M': {'eu': {'days': 7}}},
       'Conditions': {'Yes': {'Fn::Equals': [{'Ref': 'Name'}, 'n']}, 'No': {'Fn::Not': [{'Condition': 'Yes'}]},
                      'And': {'Fn::And': [{'Condition': 'Yes'}, {'Condition': 'No'}]},
                      'Or': {'Fn::Or': [{'Condition': 'No'}, {'Condition': 'Yes'}]},
                      'Unknown': {'Fn::Equals': [{'Ref': 'Unset'}, 'n']}}}
      """;

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Ref': 'Name'}                                                    | n
          {'Ref': 'AWS::Region'}                                             | eu-west-1
          {'Ref': 'Resource'}                                                | ?
          {'Ref': 'Unset'}                                                   | ?
          {'Fn::Join': ['-', ['a', {'Ref': 'Name'}]]}                        | a-n
          {'Fn::Sub': '${Name}/${AWS::Region}/${!Name}'}                     | n/eu-west-1/${Name}
          {'Fn::Sub': ['${x}$1', {'x': {'Ref': 'Name'}}]}                    | n$1
          {'Fn::Sub': '${Resource.Arn}'}                                     | ?
          {'Fn::Select': ['1', {'Fn::Split': [':', 'a:b']}]}                 | b
          {'Fn::Select': [1, {'Ref': 'List'}]}                               | b
          {'Fn::Select': [2, {'Ref': 'List'}]}                               | ?
          {'Fn::FindInMap': ['M', 'eu', 'days']}                             | 7
          {'Fn::FindInMap': ['M', 'us', 'days']}                             | ?
          {'Fn::If': ['Yes', 1, {'Fn::ImportValue': 'x'}]}                   | 1
          {'Fn::If': ['No', 1, 2]}                                           | 2
          {'Fn::If': ['And', 1, 2]}                                          | 2
          {'Fn::If': ['Or', 1, 2]}                                           | 1
          {'Fn::If': ['Unknown', 1, 1]}                                      | ?
          {'Fn::If': ['No', 1, {'Ref': 'AWS::NoValue'}]}                     | none
          {'Fn::GetAtt': ['R', 'Arn']}                                       | ?
          {'Fn::ImportValue': 'x'}                                           | ?
          {'Fn::GetStackOutput': {'StackName': 'A'}}                         | ?
          '{{resolve:ssm:/days}}'                                            | ?
          {'Fn::Sub': '{{resolve:ssm:/${Name}}}'}                            | ?
          {'Fn::Join': ['', ['{{resolve', ':ssm:/days}}']]}                  | ?
          {'Ref': 'Dynamic'}                                                 | ?
          {'Fn::Join': 'malformed'}                                          | ?
          """)
  @DisplayName("has a value, or is unknown before a deployment")
  void value(String expression, String value) throws IOException {
    Object raw = JSON.std.mapFrom(json("{'p': " + expression + "}"));
    Map<String, Object> properties = expressions().properties(Template.object(raw));
    Object found = properties.getOrDefault("p", "none");
    assertThat(found instanceof Unknown ? "?" : found.toString()).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"Yes, true", "No, false", "Unknown,", "Missing,"})
  @DisplayName("that is a condition is met, not met, or unknown")
  void condition(String name, Boolean met) throws IOException {
    assertThat(expressions().condition(name)).isEqualTo(Optional.ofNullable(met));
  }

  private static Expressions expressions() {
    return new Expressions(
        Template.parse(json(TEMPLATE), "the template"),
        name -> name.equals("AWS::Region") ? "eu-west-1" : null);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
