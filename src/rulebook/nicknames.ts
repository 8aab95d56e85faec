import { foldName } from './names.ts'
import type { Sourced } from './sources.ts'

/** Reference data: an entry is never edited; a correction is a new table with the day it was recorded. */
export const nicknameTable: Sourced & { readonly recorded_on: string } = {
  source:
    'Common short forms and forms in other languages of forenames, gathered for Onroll; checked against no register.',
  mark: 'unverified',
  recorded_on: '2026-11-22',
}

/** A name, then what its bearers are called. */
const shortForms = `Abdirahman Abdi|Abdullah Abdul|Abigail Abi Abbie Gail|Adam Ad|Aidan Aid|Albert Bert Bertie Al Alfie Albie|Aleksandra Ola Sasha
Alexander Alex Al Sandy Xander Sasha Alec Lex|Alexandra Alex Sandra Lexi Lexie Sasha Ali|Alfred Alf Alfie Fred Freddie|Alice Ali Allie|Alison Ali Allie
Alistair Al Ali|Amanda Mandy|Amelia Amy Millie Milly Mia|Anastasia Nastia Stasia Ana|Andrea Andie|Andrew Andy Drew|Angela Angie|Anita Nita|Annabelle Anna Annie Belle Bella
Anne Annie Nan|Anna Annie Ania|Anthony Tony Ant|Antoni Antek|Antonia Toni|Arabella Bella|Archibald Archie Arch|Arthur Art Artie|Augustus Gus|Ayodele Ayo|Babatunde Tunde
Barbara Barb Babs|Barnaby Barney|Bartosz Bartek|Beatrice Bea Trixie|Benjamin Ben Benji Benny|Bernadette Bernie|Bernard Bernie|Bethany Beth|Bradley Brad|Bridget Bridie Biddy
Callum Cal|Cameron Cam|Caroline Carrie Caro|Cassandra Cass Cassie|Catherine Cath Cathy Kate Katie Kitty Cat|Cecilia Cece Celia|Charles Charlie Chaz Chuck|Charlotte Lottie Charlie Lotte
Chidinma Chidi|Christian Chris|Christina Chris Tina Chrissie|Christine Chris Chrissie|Christopher Chris Kit Topher|Chukwuemeka Emeka|Clementine Clem Clemmie|Constance Connie
Cornelius Neil|Cynthia Cindy|Daniel Dan Danny|Daniela Dani|Danielle Dani|Daria Dasha|David Dave Davey Dai|Deborah Deb Debbie|Denise Dee|Desmond Des|Dmytro Dima Mitya|Dominic Dom Nic
Donald Don Donny|Dorothy Dot Dotty Dolly|Douglas Doug|Edith Edie|Edmund Ed Eddie Ted|Edward Ed Eddie Ted Teddy Ned|Edwin Ed Eddie|Eleanor Ellie Ella Nell Nora Nelly|Elijah Eli
Elizabeth Liz Lizzie Beth Betty Libby Eliza Elsie Betsy Lisa Lily|Ella Ellie|Emily Em Emmie Milly|Emilia Millie Mila|Emma Em Emmie|Esther Essie|Ethan Eth|Eugene Gene|Eva Evie|Evelyn Evie Eve
Ezekiel Zeke|Ezra Ez|Fatima Fatou|Felicity Fliss Flick|Finley Fin Finn|Florence Flo Florrie Flossie|Folasade Sade|Frances Fran Franny|Francesca Fran Frankie Cesca|Francis Frank Frankie
Frederick Fred Freddie Freddy|Gabriel Gabe|Gabrielle Gabby|Geoffrey Geoff|George Georgie|Georgia Georgie|Georgina Georgie Gina|Gerald Gerry|Gerard Gerry|Gillian Gill|Grace Gracie|Gregory Greg
Guinevere Gwen|Gwendoline Gwen|Hannah Han|Harold Harry Hal|Harpreet Preet|Harriet Hattie Harry|Harrison Harry|Helen Nell Nellie|Henrietta Etta Hettie|Henry Harry Hal Hank|Holly Hols|Hugh Hughie
Imogen Immy Imo|Isaac Ike Zac|Isabella Bella Izzy Isa Ella|Isabelle Izzy Belle Bella|Isabel Izzy Bel|Jack Jackie|Jacob Jake Coby|Jacqueline Jackie Jacqui|Jakub Kuba|James Jim Jimmy Jamie Jem
Jan Janek|Janet Jan|Jasmine Jas Jazz|Jason Jay|Jayden Jay|Jeffrey Jeff|Jennifer Jen Jenny|Jeremy Jem Jerry Jez|Jessica Jess Jessie|Joanna Jo|Joanne Jo|John Jack Johnny Jon|Jonathan Jon Jonny Nathan
Jordan Jordy|Joseph Joe Joey Jos|Josephine Josie Jo|Joshua Josh|Judith Judy Jude|Julia Julie Julka|Katarzyna Kasia|Katherine Kate Katie Kathy Kat Kath Kitty|Kathleen Kath Kathy|Kathryn Kath Kate Katie
Kenneth Ken Kenny|Kimberley Kim|Kateryna Katia Katya|Laurence Larry Laurie|Lawrence Larry Laurie|Leonard Len Lenny Leo|Leo Lee|Lewis Lew|Lillian Lil Lily|Lily Lil Lils|Linda Lin|Louis Lou Louie
Louisa Lou|Louise Lou Lulu|Lucas Luke|Lucy Luce Lulu|Madeleine Maddie Maddy|Madison Maddie Maddy|Maddison Maddie Maddy|Malcolm Mal|Małgorzata Gosia|Margaret Maggie Meg Peggy Marge Daisy Greta Rita Madge
Maria Mia Ria|Marie Mimi|Mark Markie|Martha Marty|Martin Marty|Mary Molly Polly May Mae Mamie|Matilda Tilly Mattie Tilda|Matthew Matt Matty|Maximilian Max|Maxwell Max|Megan Meg|Melanie Mel|Melissa Mel Lissa
Michael Mike Mick Mickey Mikey Micky|Michelle Shell Chelle|Miranda Mandy Randa|Mohammed Mo Moe Md|Muhammad Mo Moe Md|Morgan Mo|Natalie Nat|Natasha Tasha Nat|Nathan Nate Nat|Nathaniel Nat Nate Nathan
Nicholas Nick Nicky Nic|Nicola Nicky Nic|Nicole Nicky Nic|Noah No|Oleksandr Sasha Olek|Oliver Ollie Olly Noll|Olivia Liv Livvy Livia Ollie Oliwka|Oluwaseun Seun|Oluwatobi Tobi|Oscar Os Ozzie|Ottilie Tilly
Pamela Pam|Patricia Pat Patsy Trish Trisha Tricia Patty|Patrick Pat Paddy|Paul Paulie|Penelope Penny Nell|Peter Pete|Philip Phil Pip|Philippa Pippa Pip Phil|Phoebe Phebs|Priscilla Cilla|Rachel Rach Rae|Ralph Ralphie
Raymond Ray|Rebecca Becky Becca Bex Beck|Reginald Reg Reggie|Richard Rich Rick Dick Richie Ricky|Robert Rob Bob Bobby Robbie Bert|Roderick Rod|Roger Rodge|Ronald Ron Ronnie|Rosalind Ros Rosie|Rosemary Rosie Rose Ros
Rose Rosie|Rowan Ro|Rupert Rue|Russell Russ|Ruth Ruthie|Samantha Sam Sammy|Samuel Sam Sammy|Sarah Sally Sadie|Scarlett Scar|Sebastian Seb Bas|Shannon Shan|Simon Si|Sofia Sofie Zosia|Sophia Sophie Soph|Sophie Soph
Stanley Stan|Stella Ella|Stephanie Steph Stevie|Stephen Steve Stevie|Steven Steve Stevie|Stuart Stu|Susan Sue Susie Suzie|Susannah Sue Susie|Sylvia Syl|Tabitha Tabby Tab|Temitope Temi Tope|Terence Terry|Theodora Thea Dora
Theodore Theo Ted Teddy|Theresa Terry Tess Tessa|Thomas Tom Tommy|Timothy Tim Timmy|Tobias Toby|Tyler Ty|Valerie Val|Vanessa Nessa|Veronica Ronnie|Victor Vic|Victoria Vicky Tori Vic|Vincent Vince Vinnie
Virginia Ginny|Walter Walt Wally|Wilfred Wilf Fred|William Will Bill Billy Willie Liam Wills|Winifred Winnie|Xavier Xavi|Zachary Zac Zach Zack|Zachariah Zac Zach|Zuzanna Zuzia`

/** The same name in several languages, where its spellings do not sound alike to the key. */
const oneName = `Alexander Aleksander Oleksandr Aleksandr Alexandru Alejandro Alasdair Iskander|Alexandra Aleksandra Oleksandra|Andrew Andrei Andriy Andrii Andrey Andreas Andrzej
Anthony Antoni Antonio Anton Antonie|Anastasia Anastasiia Nastasia|Catherine Katherine Kathryn Katarzyna Kateryna Ekaterina Katerina Caitlin Catrin Ecaterina|Charles Carlos Karol
Christopher Krzysztof|David Dawid Dafydd Daud Dawood Daoud|Dmytro Dmitri Dmitry Dumitru|Eugene Yevhen Evgeny Yevgeny|Elizabeth Elżbieta Elisabeta Yelyzaveta|Eve Eva Ewa Yeva Hawa|Fatima Faduma Fadumo Fatuma Fatoumata
George Jerzy Georgiy Gheorghe Jorge Heorhii|Helen Helena Elena Olena Alena|Ibrahim Abraham Avraham|Isa Eesa Essa Jesus|Ismail Ishmael Esmail|Jacob Jakub James Yakub Yaqub Iacob|John Jan Ivan Ioan Juan Sean Ian Evan Johann Giovanni Yahya
Joseph Józef Yusuf Youssef Yosef Giuseppe Iosif|Joan Joanna Ioana Johanna|Luke Lucas Łukasz Luca|Mary Maria Mariia Maryam Mariam Miriam Maryan|Matthew Mateusz Matei Matteo Matvii|Michael Mykhailo Mikhail Michał Mihai Miguel Mikael
Mohammed Muhammad Maxamed Mohamed Mahomet Mamadou Mehmet|Moses Musa Moosa Mousa Moshe|Natalie Natalia Nataliia|Nicholas Mikołaj Nicolae Mykola Nikolai|Noah Nuh Nooh|Omar Umar Cumar|Osman Usman Uthman Cusmaan Othman
Paul Paweł Pavlo Pavel Pablo|Peter Piotr Petro Petru Pedro|Sean Shaun Shawn Eoin|Sergei Serhii Sergiy Sergey|Solomon Sulaiman Suleiman Soliman|Simon Szymon Simeon|Stephen Steven Stefan Ștefan Szczepan Stepan|Susanna Zuzanna Susannah
Thomas Tomasz Tomos|Victoria Wiktoria Viktoriia|Vladimir Volodymyr Włodzimierz|William Wilhelm Guillaume|Abdirahman Abdulrahman Abdelrahman Cabdiraxmaan|Abdi Cabdi|Gamal Jamal Jamaal|Huda Hooda|Zakaria Zakariya Zakariye Zechariah
Chan Chen Tan|Wong Huang Wang|Cheung Zhang Chang|Lau Liu Low|Ng Wu Goh|Lam Lin Lim|Ho He|Tsang Zeng|Leung Liang|Lee Li|Haque Hoque Haq|Chaudhry Chowdhury Choudhury Chaudhuri|Shevchenko Schevchenko|Hussain Hussein Hossain Hossein Xuseen`

export interface OtherName {
  /** Folded. */
  name: string
  /** `short`: what its bearers are called; `long`: the whole name; `alike`: another short form of it; `form`: the name in another language. */
  how: 'short' | 'long' | 'alike' | 'form'
}

const groups = (text: string): string[][] =>
  text.split(/[|\n]/).map(line => line.trim().split(' ').map(foldName).filter(Boolean))

function gather(): Map<string, Map<string, OtherName['how']>> {
  const found = new Map<string, Map<string, OtherName['how']>>()
  const add = (from: string, to: string, how: OtherName['how']) => {
    const of = found.get(from) ?? new Map<string, OtherName['how']>()
    if (from !== to && !of.has(to)) of.set(to, how)
    found.set(from, of)
  }
  const shorts = groups(shortForms)
  for (const [whole = '', ...short] of shorts) {
    for (const one of short) {
      add(whole, one, 'short')
      add(one, whole, 'long')
    }
  }
  for (const group of groups(oneName)) for (const one of group) for (const other of group) add(one, other, 'form')
  for (const [, ...short] of shorts) for (const one of short) for (const other of short) add(one, other, 'alike')
  return found
}

const others = gather()

/** What a bearer of this forename may be called otherwise, both ways: Bill for William, William for Bill. */
export const otherNames = (name: string): readonly OtherName[] =>
  [...(others.get(foldName(name)) ?? [])].map(([other, how]) => ({ name: other, how }))

/** How one name is another, as far as the table knows; null when it knows nothing. */
export const howOtherName = (name: string, other: string): OtherName['how'] | null =>
  others.get(foldName(name))?.get(foldName(other)) ?? null
